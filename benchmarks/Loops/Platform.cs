namespace Hal.Benchmarks;

/// <summary>Makes the platform ready, for every way to call it.</summary>
public static class Platform
{
    private static bool s_ready;

    /// <summary>Once for the process, before any loop.</summary>
    public static void Initialize()
    {
        if (!s_ready)
        {
            s_ready = true;
            LoopHal.Initialize();
            HalObject.Initialize();
            HalDelegates.Initialize();
            HalPointers.Initialize();
        }
    }
}
