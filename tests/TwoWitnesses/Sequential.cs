using Xunit;

// The programs run on static scopes of the fake HAL, one program at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
