import { BlockList, isIP } from 'node:net';

/**
 * True for host names and addresses of this machine or a private network: loopback, RFC 1918, link-local, RFC 4193,
 * names without a dot (as in a compose file) and names below `.local`, `.internal`, `.lan` and `.home.arpa`.
 * @param host as in `URL.hostname`: IPv6 addresses may stand in brackets
 */
export function isPrivateHost(host: string): boolean {
  const bare = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const family = isIP(bare);
  if (family !== 0) return privateAddresses().check(bare, family === 4 ? 'ipv4' : 'ipv6');
  if (bare === '' || bare.includes(':')) return false;
  return !bare.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(bare);
}

function privateAddresses(): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of [
    ['127.0.0.0', 8],
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['169.254.0.0', 16],
  ] as const) {
    list.addSubnet(net, prefix, 'ipv4');
  }
  list.addAddress('::1', 'ipv6');
  list.addSubnet('fc00::', 7, 'ipv6');
  list.addSubnet('fe80::', 10, 'ipv6');
  return list;
}
