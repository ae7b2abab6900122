using Devices;
using Hal;

/// <summary>A kernel module with static state: probe shares, remove unshares.</summary>
public static class RngModule<THal>
    where THal : struct, IHal
{
    private static readonly Device s_rng = new();
    private static DmaBuffer s_pool;
    private static PhysAddr s_address;

    public static bool Probe(DmaBuffer pool)
    {
        s_pool = pool;
        s_address = THal.Share(s_pool, BufferDirection.DeviceToDriver);
        if (!s_rng.Submit(s_address, s_pool.Length))
        {
            Remove();
            return false;
        }

        return true;
    }

    public static void Remove()
    {
        s_rng.Reset();
        THal.Unshare(s_address, s_pool, BufferDirection.DeviceToDriver);
        s_address = default;
    }
}
