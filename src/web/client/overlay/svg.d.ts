/** Vite hands out the address of the file it copies. */
declare module '*.svg' {
  const address: string;
  export default address;
}
