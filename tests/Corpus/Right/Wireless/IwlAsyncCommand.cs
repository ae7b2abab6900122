using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (iwlwifi): buffers of asynchronous commands that did not live until the completion. The callback ends the share
// and then the memory of the command.
public sealed class AsyncCommands<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const int CommandBytes = 320;
    private PhysAddr _address;
    private DmaBuffer _command;
    private PinnedBuffer? _memory;

    public int Failed { get; private set; }

    public bool Busy { get; private set; }

    public bool Begin(byte opcode)
    {
        if (Busy)
        {
            return false;
        }

        Busy = true;
        _memory = new PinnedBuffer(CommandBytes);
        _command = _memory.Buffer;
        _command[0] = opcode;
        _address = THal.Share(_command, BufferDirection.DriverToDevice);
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
        _memory?.Dispose();
        _memory = null;
        if (status != 0)
        {
            Failed++;
        }

        Busy = false;
    }
}
