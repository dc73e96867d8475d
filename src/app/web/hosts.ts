const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a Host header names this machine; anything else is a page elsewhere that was rebound to us. */
export const isLoopbackHost = (host: string | undefined): boolean =>
  host !== undefined && loopback.has(host.replace(/:\d+$/, '').toLowerCase())

/** Whether a request came to a name that is ours: this machine's, or that of the group's own address. */
export const isOurHost = (host: string | undefined, url: string | null): boolean =>
  isLoopbackHost(host) || (url !== null && host?.toLowerCase() === new URL(url).host)
