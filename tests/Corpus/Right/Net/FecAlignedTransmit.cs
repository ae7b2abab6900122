using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An embedded controller that wants its frames aligned to 16: unaligned ones go through a bounce buffer of their slot.</summary>
public sealed unsafe class FecTransmit<THal>
    where THal : struct, IHal
{
    private const int Slots = 16;
    private const ulong AlignMask = 15;

    private readonly Ring _ring;
    private readonly PinnedBuffer[] _bounce = new PinnedBuffer[Slots];
    private readonly PhysAddr[] _address = new PhysAddr[Slots];
    private readonly DmaBuffer[] _mapped = new DmaBuffer[Slots];
    private readonly Packet?[] _owner = new Packet?[Slots];
    private int _head;
    private int _tail;

    public FecTransmit(Ring ring)
    {
        _ring = ring;
        for (int i = 0; i < Slots; i++)
        {
            _bounce[i] = new PinnedBuffer(2048);
        }
    }

    public bool Submit(Packet packet)
    {
        if (((_head + 1) & (Slots - 1)) == _tail || packet.Length > 2048)
        {
            return false;
        }

        int index = _head;
        DmaBuffer data = packet.Buffer;
        if (((ulong)data.Pointer & AlignMask) != 0)
        {
            DmaBuffer aligned = _bounce[index].Buffer.Slice(0, data.Length);
            data.AsReadOnlySpan().CopyTo(aligned.AsSpan());
            data = aligned;
        }

        PhysAddr address;
        try
        {
            address = THal.Share(data, DriverToDevice);
        }
        catch (DmaException)
        {
            packet.Free();
            return true;
        }

        _address[index] = address;
        _mapped[index] = data;
        _owner[index] = packet;
        _ring.Post(index, address, data.Length);
        _head = (_head + 1) & (Slots - 1);
        _ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (_tail != _head && _ring.IsDone(_tail))
        {
            THal.Unshare(_address[_tail], _mapped[_tail], DriverToDevice);
            _owner[_tail]?.Free();
            _owner[_tail] = null;
            _tail = (_tail + 1) & (Slots - 1);
        }
    }

    public void Close()
    {
        _ring.Stop();
        for (; _tail != _head; _tail = (_tail + 1) & (Slots - 1))
        {
            THal.Unshare(_address[_tail], _mapped[_tail], DriverToDevice);
            _owner[_tail]?.Free();
        }

        foreach (PinnedBuffer bounce in _bounce)
        {
            bounce.Dispose();
        }
    }
}
