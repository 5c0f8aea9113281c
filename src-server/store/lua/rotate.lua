#!lua
-- Uses a refresh token up. Tokens follow from their counter, so nothing but the newest counter is kept, and whoever asks
-- twice with the same token, because an answer was lost, gets the same successor: for a minute, and for as long as nobody
-- used what the answer held. An older one has been copied by somebody, and signs the device out. A newer one than
-- the store knows of was given away in a second that the store then lost.
local devices = KEYS[1]
local device, counter, graceMs = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local held = redis.call('HMGET', devices, device, device .. ':used', device .. ':at')
if not held[1] then return { 'revoked', now, 0 } end

local newest, used, at = tonumber(held[1]), tonumber(held[2] or 0), tonumber(held[3] or 0)
if counter >= newest then
  redis.call('HSET', devices, device, counter + 1, device .. ':at', now)
  return { 'ok', now, counter + 1 }
end
if counter == newest - 1 and (used < newest or now - at <= graceMs) then return { 'ok', now, newest } end
redis.call('HDEL', devices, device, device .. ':used', device .. ':at', device .. ':info')
return { 'replayed', now, 0 }
