/** The cookie of a session as somebody of the sample world, made as its page makes it, without a browser. */
export const cookieAs = async (url: string, who: string): Promise<string> => {
  const cookiesOf = (reply: Response): string[] =>
    reply.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  const page = await fetch(`${url}/become`)
  const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(await page.text()) ?? []
  const entered = await fetch(`${url}/become`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(page).join('; ') },
    body: new URLSearchParams({ who, _csrf: token }),
  })
  if (entered.headers.get('location') !== '/start')
    throw new Error(`Nobody of the sample world is ${who}.`)
  return [...cookiesOf(page), ...cookiesOf(entered)].join('; ')
}
