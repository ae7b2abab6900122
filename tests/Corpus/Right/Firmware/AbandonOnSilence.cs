using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A command interface to a firmware that cannot be stopped. Without an answer the share is abandoned and its memory is never disposed,
// only forgotten.
internal sealed class AbandonOnSilence<THal>
    where THal : struct, IHal
{
    private const int CommandBytes = 256;

    private readonly Mailbox _firmware;
    private readonly Stack<PinnedBuffer> _free = new();
    private readonly List<PinnedBuffer> _lost = [];

    public AbandonOnSilence(Mailbox firmware) => _firmware = firmware;

    public int Lost => _lost.Count;

    public bool Execute(uint opcode, ReadOnlySpan<byte> command)
    {
        if (command.Length > CommandBytes)
        {
            return false;
        }

        if (!_free.TryPop(out PinnedBuffer? memory))
        {
            memory = new PinnedBuffer(CommandBytes);
        }

        DmaBuffer buffer = memory.Buffer;
        command.CopyTo(buffer.AsSpan());
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        if (!_firmware.TryPost(opcode, address))
        {
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            _free.Push(memory);
            return false;
        }

        if (!_firmware.WaitReply(1000))
        {
            DmaOwnership.Abandon<THal>(address);
            _lost.Add(memory);
            return false;
        }

        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        _free.Push(memory);
        return true;
    }

    public void Trim()
    {
        while (_free.TryPop(out PinnedBuffer? memory))
        {
            memory.Dispose();
        }
    }
}
