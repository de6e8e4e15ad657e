-- Returns the number of the last change.
return redis.call('HGET', META, 'changes')
