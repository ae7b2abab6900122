using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (iwlwifi): buffers of asynchronous commands that did not live until the completion. The command is shared for as
// long as the callback takes, its memory ends with the method.
public sealed class AsyncCommands<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const int CommandBytes = 320;
    private PhysAddr _address;
    private DmaBuffer _command;

    public int Failed { get; private set; }

    public bool Busy { get; private set; }

    public bool Begin(byte opcode)
    {
        if (Busy)
        {
            return false;
        }

        Busy = true;
        using var memory = new PinnedBuffer(CommandBytes);
        _command = memory.Buffer;
        _command[0] = opcode;
        _address = THal.Share(_command, BufferDirection.DriverToDevice); //! HAL1008
        int id = queue.Submit(opcode, _address, default);
        if (id < 0)
        {
            Complete(id);
            return false;
        }

        queue.WhenDone(id, Complete);
        return true;
    }

    private void Complete(int status)
    {
        THal.Unshare(_address, _command, BufferDirection.DriverToDevice);
        if (status != 0)
        {
            Failed++;
        }

        Busy = false;
    }
}
