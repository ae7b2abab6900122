using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/ionic): when the completion ring cannot be allocated, the failed allocation is freed too.
public sealed unsafe class IonicAdmin<THal>(Device device)
    where THal : struct, IHal
{
    private DmaAllocation _commands;
    private DmaAllocation _completions;

    public int Initialize()
    {
        if (_commands.Paddr != default)
        {
            return 0;
        }

        DmaAllocation commands = THal.DmaAlloc(2, Both);
        if (commands.Paddr == default)
        {
            return -12;
        }

        DmaAllocation completions = THal.DmaAlloc(1, Both);
        if (completions.Paddr == default)
        {
            Log.Info("ionic: no memory for completions");
            _ = THal.DmaDealloc(commands.Paddr, commands.Vaddr, 2);
            _ = THal.DmaDealloc(completions.Paddr, completions.Vaddr, 1); //! HAL2001
            return -12;
        }

        _commands = commands;
        _completions = completions;
        device.WriteRegister(0, commands.Paddr.Value);
        device.WriteRegister(1, completions.Paddr.Value);
        return 0;
    }

    public int Close()
    {
        if (_commands.Paddr == default)
        {
            return 0;
        }

        device.Reset();
        int status = THal.DmaDealloc(_completions.Paddr, _completions.Vaddr, 1);
        status |= THal.DmaDealloc(_commands.Paddr, _commands.Vaddr, 2);
        _commands = default;
        _completions = default;
        return status;
    }
}
