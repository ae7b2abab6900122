using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "drm/msm: Fix dma_free_attrs() buffer size" (e4eb6e4dd634): the GPU's page table is freed without its 32 bytes
// of padding.
public sealed unsafe class AdrenoMmu<THal>
    where THal : struct, IHal
{
    private const int TableSize = 64 * 1024;
    private const int Padding = 32;

    private readonly MmioRegion _gpu;
    private readonly Device _device;

    public AdrenoMmu(MmioRegion gpu, Device device)
    {
        _gpu = gpu;
        _device = device;
    }

    public int SelfTest()
    {
        var (paddr, table) = THal.DmaAlloc(HalConstants.PagesFor(TableSize + Padding), Both);
        if (paddr == default)
        {
            return -12;
        }

        var entries = (uint*)table;
        for (int i = 0; i < TableSize / sizeof(uint); i++)
        {
            entries[i] = 1;
        }

        _gpu.Write32(0x48, (uint)paddr.Value);
        _gpu.Write32(0x4C, TableSize);
        bool good = _device.Wait(100);
        _gpu.Write32(0x48, 0);
        _device.Reset();
        int status = THal.DmaDealloc(paddr, table, HalConstants.PagesFor(TableSize)); //! HAL2004
        return good ? status : -5;
    }
}
