using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in illumos (cpqary3): the record's owner gives its address to Unshare.
internal sealed class CommandPool<THal>(Device array)
    where THal : struct, IHal
{
    private sealed record Command(int Tag, Dma<THal> Memory);

    private readonly Dictionary<int, Command> _commands = [];

    public bool Add(int tag)
    {
        if (_commands.ContainsKey(tag))
        {
            return false;
        }

        var command = new Command(tag, new Dma<THal>(1, Both));
        _commands.Add(tag, command);
        array.Program(command.Memory.Paddr, (int)command.Memory.Length);
        return true;
    }

    public void Shutdown()
    {
        array.Reset();
        foreach (Command command in _commands.Values)
        {
            THal.Unshare(command.Memory.Paddr, command.Memory.RawSlice(), command.Memory.Direction); //! HAL1012
        }

        _commands.Clear();
    }
}
