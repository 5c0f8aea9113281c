-- What the scripts know of records; put into those that say "include record".
--
-- A record is text (src-server/sync/packed.ts): "<r> <s>[ *]\n", then "<field>[@<stamp>]=<canonical JSON>\n" for each
-- field by name; "*" where a field has a stamp of its own. Stamps and values are compared as bytes and never read as
-- numbers: Lua's have 14 digits in JSON. Lower-case hexadecimal may be compared by <, which goes by the locale; other
-- text may not.
local find, match, sub, gsub, format = string.find, string.match, string.sub, string.gsub, string.format

local function compareBytes(one, other)
  if one == other then return 0 end
  for index = 1, math.min(#one, #other) do
    local difference = one:byte(index) - other:byte(index)
    if difference ~= 0 then return difference end
  end
  return #one - #other
end

local function parse(text)
  local record = { names = {}, stamps = {}, values = {} }
  local r, s = match(text, '^(%x+) (%d+)')
  record.s = tonumber(s)
  for name, stamp, value in string.gmatch(text, '\n([%w_]+)(@?%x*)=([^\n]*)') do
    table.insert(record.names, name)
    record.stamps[name] = stamp == '' and r or sub(stamp, 2)
    record.values[name] = value
  end
  return record
end

-- Negative where `other` wins the field, positive where `one` does, 0 where they say the same.
local function compareField(one, other, name)
  local stamp, otherStamp = one.stamps[name], other.stamps[name]
  if not stamp then return otherStamp and -1 or 0 end
  if not otherStamp then return 1 end
  if stamp ~= otherStamp then return stamp < otherStamp and -1 or 1 end
  return compareBytes(one.values[name], other.values[name])
end

local function includes(whole, part)
  if whole.s < part.s then return false end
  for _, name in ipairs(part.names) do
    if compareField(whole, part, name) < 0 then return false end
  end
  return true
end

local function namesOfBoth(one, other)
  local names, i, j = {}, 1, 1
  while one.names[i] or other.names[j] do
    local order = not one.names[i] and 1 or not other.names[j] and -1
      or compareBytes(one.names[i], other.names[j])
    if order <= 0 then
      table.insert(names, one.names[i])
      i = i + 1
      if order == 0 then j = j + 1 end
    else
      table.insert(names, other.names[j])
      j = j + 1
    end
  end
  return names
end

local function join(one, other)
  local names = namesOfBoth(one, other)
  local newest, winners, uniform = '', {}, true
  for _, name in ipairs(names) do
    local winner = compareField(one, other, name) > 0 and one or other
    winners[name] = winner
    if winner.stamps[name] > newest then newest = winner.stamps[name] end
  end
  local lines = {}
  for _, name in ipairs(names) do
    local stamp = winners[name].stamps[name]
    if stamp ~= newest then uniform = false end
    table.insert(lines, name .. (stamp == newest and '' or '@' .. stamp) .. '=' .. winners[name].values[name])
  end
  local header = newest .. ' ' .. format('%.0f', math.max(one.s, other.s)) .. (uniform and '' or ' *')
  return header .. '\n' .. table.concat(lines, '\n') .. '\n'
end
