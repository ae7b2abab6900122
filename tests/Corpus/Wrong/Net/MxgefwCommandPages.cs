using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (network drivers): Open allocates four pages, Close gives back two.
internal sealed unsafe class CommandMemory<THal>(Device nic)
    where THal : struct, IHal
{
    private const nuint CommandPages = 4;

    private DmaAllocation _commands;

    public bool IsOpen => _commands.Paddr != default;

    public int Open()
    {
        if (IsOpen)
        {
            return 0;
        }

        DmaAllocation commands = THal.DmaAlloc(CommandPages, Both);
        if (commands.Paddr == default)
        {
            return -12;
        }

        _commands = commands;
        nic.Program(commands.Paddr, (int)(CommandPages * HalConstants.PageSize));
        return 0;
    }

    public int Close()
    {
        if (!IsOpen)
        {
            return 0;
        }

        nic.Reset();
        int status = THal.DmaDealloc(_commands.Paddr, _commands.Vaddr, 2); //! HAL2004
        _commands = default;
        return status;
    }
}
