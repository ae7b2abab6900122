using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "ioat: fix potential double free problem in ioat_channel_start()" (3630473789): freed where the address was
// refused and again by the clean-up of the channel.
public sealed unsafe class IoatChannel<THal>
    where THal : struct, IHal
{
    private const ulong AddressLimit = 1UL << 39;

    private readonly MmioRegion _regs;
    private readonly Device _device;

    public IoatChannel(MmioRegion regs, Device device)
    {
        _regs = regs;
        _device = device;
    }

    public int Start()
    {
        DmaAllocation update = THal.DmaAlloc(1, DeviceToDriver);
        if (update.Paddr == default)
        {
            return -1;
        }

        int error = 0;
        if (update.Paddr.Value >= AddressLimit)
        {
            _ = THal.DmaDealloc(update.Paddr, update.Vaddr, 1);
            error = -1;
        }
        else
        {
            _regs.Write64(0x98, update.Paddr.Value);
            _device.Kick();
            if (!_device.Wait(100) || (*(ulong*)update.Vaddr & 7) != 1)
            {
                error = -2;
            }
        }

        if (error != 0)
        {
            _device.Reset();
            _ = THal.DmaDealloc(update.Paddr, update.Vaddr, 1); //! HAL2003
            return error;
        }

        _completion = update;
        return 0;
    }

    private DmaAllocation _completion;

    public void Destruct()
    {
        _device.Reset();
        _ = THal.DmaDealloc(_completion.Paddr, _completion.Vaddr, 1);
    }
}
