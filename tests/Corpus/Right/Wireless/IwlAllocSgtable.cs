using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "iwlwifi: dbg_ini: fix memory leak in alloc_sgtable": the pages that the loop has filled are given back before
// it leaves.
public sealed class DumpTable<THal>
    where THal : struct, IHal
{
    public Dma<THal>[] Pages { get; private set; } = [];

    public bool Allocate(int count)
    {
        if (Pages.Length != 0)
        {
            return false;
        }

        var table = new Dma<THal>[count];
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(1, BufferDirection.DeviceToDriver, out Dma<THal>? page))
            {
                for (int j = 0; j < i; j++)
                {
                    table[j].Dispose();
                }

                return false;
            }

            table[i] = page;
        }

        Pages = table;
        return true;
    }

    public void Free(Device device)
    {
        device.Reset();
        foreach (Dma<THal> page in Pages)
        {
            page.Dispose();
        }

        Pages = [];
    }
}
