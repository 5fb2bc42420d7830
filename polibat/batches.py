"""Numbers that wait in Redis and are brought into PostgreSQL in batches: taking one, and dropping it afterwards."""

# A batch is named while it is made, so that whoever finds it after a crash knows whether it was brought in.
TAKE = """
if redis.call('EXISTS', KEYS[2]) == 0 and redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('RENAME', KEYS[1], KEYS[2])
    redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
return redis.call('HGETALL', KEYS[2])
"""
# By then the batch may be another one, taken by somebody who flushed meanwhile.
DROP = """
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('DEL', KEYS[1]) end
"""
