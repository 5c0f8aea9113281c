#!lua
-- Merges a batch of records into a person's feed, all at once: nobody sees half of it, and nothing can come between.
-- Its twin is test/shared/sync/simulator/model-server.ts over src-shared/sync/record.ts; test/server/twin.test.ts holds
-- both against each other. Everything is worked out first and written at the end, for an error in the middle of a script
-- keeps what was written before it.
-- include record
local meta, generations, records, feed, devices, events =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local uid, device, counter = ARGV[1], ARGV[2], ARGV[3]
local seenHead, seenGeneration = ARGV[4], ARGV[5]
local posSeq, posScanHead = ARGV[6], ARGV[7]
local drawnGeneration, quota, mostBytes = ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])
local firstChange = 11

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- The device must still be signed in. Its token proves that it got the answer that held the token.
local held = redis.call('HMGET', devices, device, device .. ':used')
if not held[1] then return { 'revoked', now } end

local state = redis.call('HMGET', meta, 'seq', 'floor', 'public')
local seq, floor, public = tonumber(state[1] or 0), tonumber(state[2] or 0), state[3] == '1'

local function generationAt(index)
  local text = redis.call('LINDEX', generations, index)
  if not text then return nil end
  local id, run, start = match(text, '^(%S+) (%S+) (%d+)$')
  return { id = id, run = run, start = tonumber(start) }
end

-- src-shared/sync/generations.ts: the last seq that both have, or nil where nothing was lost.
local function forkPoint()
  if seenHead == '' or seenHead == '0' then return nil end
  local head = tonumber(seenHead)
  local newest = generationAt(-1)
  if newest and newest.id == seenGeneration then return head > seq and seq or nil end
  local count = redis.call('LLEN', generations)
  for index = 0, count - 2 do
    if generationAt(index).id == seenGeneration then
      local last = generationAt(index + 1).start - 1
      return head > last and last or nil
    end
  end
  return 0
end

local common = forkPoint()
if common then
  return { 'fork', now, seq, redis.call('LRANGE', generations, 0, -1), common }
end

-- src-shared/sync/cursor.ts: tombstones were purged that this device never saw.
local missed
if posSeq == '' then
  missed = seenHead ~= '' and floor > 0
else
  missed = floor > tonumber(posScanHead ~= '' and posScanHead or posSeq)
end
if missed then return { 'resync', now, seq, redis.call('LRANGE', generations, 0, -1) } end

local function namesOf(text)
  return gsub(sub(text, find(text, '\n', 1, true), -1), '[@=][^\n]*', '')
end

-- What becomes of a stored record when another one comes; the new text is nil where nothing changes.
local function merge(stored, text)
  if stored == text then return 'd' end
  local header = sub(text, 1, find(text, '\n', 1, true) - 1)
  local storedHeader = sub(stored, 1, find(stored, '\n', 1, true) - 1)
  local stamp, storedStamp = sub(text, 1, 32), sub(stored, 1, 32)
  -- Nearly always: the same fields, all of them newer, or all of them older.
  if sub(header, 33) == sub(storedHeader, 33) and namesOf(text) == namesOf(stored) then
    local uniform = sub(header, -1) ~= '*'
    if uniform and stamp > storedStamp then return 'a', text end
    if uniform and stamp < storedStamp then return 's' end
  end
  local mine, theirs = parse(stored), parse(text)
  if includes(mine, theirs) then return includes(theirs, mine) and 'd' or 's' end
  local merged = includes(theirs, mine) and text or join(mine, theirs)
  return includes(theirs, parse(merged)) and 'a' or 'm', merged
end

local changes = (#ARGV - firstChange + 1) / 2
local members = {}
for index = 1, changes do members[index] = ARGV[firstChange + index * 2 - 2] end
local current = {}
if changes > 0 then
  for index, text in ipairs(redis.call('HMGET', records, unpack(members))) do current[members[index]] = text end
end

local latest = format('%012x', now + 60000)
local count, seqBefore = redis.call('HLEN', records), seq
local statuses, heldRecords, counts = {}, {}, {}
local fields, scores, told = {}, {}, {}
for index = 1, changes do
  local member, text = members[index], ARGV[firstChange + index * 2 - 1]
  local stored = current[member]
  local status, merged
  if sub(text, 1, 12) > latest then
    status = 'k'
  elseif stored then
    status, merged = merge(stored, text)
    if merged and #merged > mostBytes then status, merged = 'r', nil end
  elseif count >= quota then
    status = 'q'
  else
    status, merged = 'a', text
    count = count + 1
  end
  if merged then
    seq = seq + 1
    current[member] = merged
    table.insert(fields, member)
    table.insert(fields, merged)
    table.insert(scores, seq)
    table.insert(scores, member)
    local collection = match(member, '^[^/]+')
    local alive = match(merged, '\n_x@?%x*=(%d)') == '0' and 1 or 0
    local before = stored and match(stored, '\n_x@?%x*=(%d)') == '0' and 1 or 0
    if alive ~= before then counts[collection] = (counts[collection] or 0) + alive - before end
    if public and (collection == 'review' or collection == 'title') then table.insert(told, member) end
  end
  statuses[index] = status
  if status == 'm' or status == 's' then
    table.insert(heldRecords, index - 1)
    table.insert(heldRecords, current[member])
  end
end

if counter ~= '' and tonumber(counter) > tonumber(held[2] or 0) then
  redis.call('HSET', devices, device .. ':used', counter)
end
local generation = generationAt(-1)
if seq > seqBefore then
  local run = match(redis.call('INFO', 'server'), 'run_id:(%x+)')
  if not generation or generation.run ~= run then
    generation = { id = drawnGeneration }
    redis.call('RPUSH', generations, drawnGeneration .. ' ' .. run .. ' ' .. format('%.0f', seqBefore + 1))
    redis.call('LTRIM', generations, -64, -1)
  end
  redis.call('HSET', records, unpack(fields))
  redis.call('ZADD', feed, unpack(scores))
  redis.call('HSET', meta, 'seq', seq)
  for collection, difference in pairs(counts) do
    redis.call('HINCRBY', meta, 'n:' .. collection, difference)
  end
  if #told > 0 then redis.call('XADD', events, '*', 'uid', uid, 'members', table.concat(told, '\n')) end
  redis.call('PUBLISH', 'live', uid .. ' ' .. format('%.0f', seq) .. ' ' .. device)
end
local skipsEcho = posSeq ~= '' and posScanHead == '' and tonumber(posSeq) == seqBefore
return {
  'pushed', now, seq, generation and generation.id or '', skipsEcho and 1 or 0, table.concat(statuses), heldRecords
}
