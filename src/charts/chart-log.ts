/** The one method of a logger that this room uses. */
export interface ChartLog {
  warn(fields: object, message: string): void;
}
