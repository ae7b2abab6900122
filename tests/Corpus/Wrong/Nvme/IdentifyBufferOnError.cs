using Hal;
using Devices;

// Follows a fix in U-Boot, f0746160141.
/// <summary>An NVMe start whose logging helper returns at once and leaves the identify page allocated.</summary>
public sealed unsafe class NamespaceScan<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _admin = new();

    public int Scan(int namespaces)
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.DeviceToDriver); //! HAL2002
        if (page.Paddr == default)
            return Logged("no memory", -12);

        int found = 0;
        for (int nsid = 1; nsid <= namespaces; nsid++)
        {
            int command = _admin.Submit(6, page.Paddr, default);
            if (command < 0)
                return Logged("identify failed", command);
            found += *(ulong*)page.Vaddr != 0 ? 1 : 0;
        }

        int freed = THal.DmaDealloc(page.Paddr, page.Vaddr, 1);
        return freed == 0 ? found : freed;
    }

    private static int Logged(string text, int error)
    {
        Log.Info($"{text}: {error}");
        return error;
    }
}
