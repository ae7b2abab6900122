namespace Hal.Tests.Hals;

/// <summary>How many <see cref="FreshHal{TTag}"/> there are: each has an address range of its own.</summary>
internal static class FreshHalBases
{
    public static int Count;
}
