using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The replay-protected block of an eMMC: read the counter, write a frame, read the result. Each of the three transfers is a share of its
// own through one helper that always ends it.
public sealed class ReplayProtected<THal>
    where THal : struct, IHal
{
    private const int FrameBytes = 512;
    private readonly MmcController _card;
    private readonly DmaBuffer _frame;

    public ReplayProtected(MmcController card, DmaBuffer frame)
    {
        _card = card;
        _frame = frame.Slice(0, FrameBytes);
    }

    public bool Write(ReadOnlySpan<byte> authenticated)
    {
        if (authenticated.Length != FrameBytes || !TryReadCounter(out uint before))
        {
            return false;
        }

        authenticated.CopyTo(_frame.AsSpan());
        BinaryPrimitives.WriteUInt32BigEndian(_frame.AsSpan()[500..], before);
        return Transfer(25, DriverToDevice) == 0 && TryReadCounter(out uint after) && after == before + 1;
    }

    private bool TryReadCounter(out uint counter)
    {
        _frame.AsSpan().Clear();
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan()[510..], 2);
        if (Transfer(25, DriverToDevice) != 0 || Transfer(18, DeviceToDriver) != 0)
        {
            counter = 0;
            return false;
        }

        counter = BinaryPrimitives.ReadUInt32BigEndian(_frame.AsReadOnlySpan()[500..]);
        return true;
    }

    private int Transfer(int opcode, BufferDirection direction)
    {
        PhysAddr address = THal.Share(_frame, direction);
        _card.SetDataAddress(address);
        int error = _card.SendCommand(opcode, 1);
        if (error == 0 && _card.TimedOut(100))
        {
            error = -110;
        }

        if (error != 0)
        {
            _card.StopTransfer();
        }

        THal.Unshare(address, _frame, direction);
        return error;
    }
}
