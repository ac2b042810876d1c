/**
 * Where everybody can have a page, so that having one there says nothing about who a company is: with these as a key, the first company
 * whose website is its LinkedIn page would keep out all others. A domain of one's own below such a host (`acme.github.io`,
 * `acme.wixsite.com`) still counts where the public suffix list knows the host.
 */
const table = `
  linkedin.com lnkd.in xing.com facebook.com fb.com fb.me instagram.com threads.net threads.com x.com twitter.com t.co bsky.app
  mastodon.social tiktok.com youtube.com youtu.be vimeo.com pinterest.com reddit.com snapchat.com twitch.tv discord.com discord.gg
  telegram.me t.me whatsapp.com wa.me wechat.com weibo.com qq.com vk.com ok.ru line.me kununu.com glassdoor.com
  google.com google.de goo.gl g.page g.co business.site blogger.com blogspot.com apple.com microsoft.com sharepoint.com office.com live.com
  github.com github.io gitlab.com gitlab.io bitbucket.org bitbucket.io sourceforge.net npmjs.com pypi.org stackoverflow.com
  wixsite.com wix.com weebly.com wordpress.com squarespace.com webflow.io webflow.com jimdo.com jimdofree.com jimdosite.com godaddysites.com
  strikingly.com carrd.co site123.me webnode.com webnode.page yolasite.com tumblr.com ghost.io medium.com substack.com notion.site notion.so
  hubspot.com hubspotpagebuilder.com myshopify.com shopify.com etsy.com ebay.com amazon.com alibaba.com
  linktr.ee bit.ly tinyurl.com beacons.ai about.me bio.link crunchbase.com clutch.co g2.com trustpilot.com yelp.com angel.co wellfound.com
  upwork.com fiverr.com behance.net dribbble.com slideshare.net issuu.com wikipedia.org dropbox.com
  netlify.app vercel.app herokuapp.com azurewebsites.net cloudfront.net amazonaws.com pages.dev workers.dev web.app firebaseapp.com appspot.com onrender.com fly.dev
`;

export const sharedHosts: ReadonlySet<string> = new Set(table.trim().split(/\s+/));
