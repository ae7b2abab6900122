using System;
using Devices;
using Hal;

namespace Drivers;

// A scatter-gather transmit path with a common error label, as C drivers write it. On a failed fragment the label ends what was mapped,
// the head included; after success the completion does.
public sealed unsafe class ScatterTransmit<THal>
    where THal : struct, IHal
{
    private const int MaxParts = 18;

    private readonly NetPort _port;
    private readonly PhysAddr[] _addresses = new PhysAddr[MaxParts];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[MaxParts];
    private int _inFlight;

    public ScatterTransmit(NetPort port) => _port = port;

    public int Transmit(Packet packet)
    {
        int error;
        int mapped = 0;
        int parts = packet.FragmentCount + 1;
        if (_inFlight != 0 || packet.Length == 0 || parts > MaxParts)
        {
            return -16;
        }

        Span<int> lengths = stackalloc int[MaxParts];
        _buffers[0] = packet.Buffer;
        _addresses[0] = THal.Share(_buffers[0], BufferDirection.DriverToDevice);
        lengths[0] = _buffers[0].Length;
        mapped = 1;
        for (int i = 0; i < packet.FragmentCount; i++)
        {
            Fragment fragment = packet.Fragment(i);
            if (fragment.Pointer == null || fragment.Length <= 0)
            {
                error = -22;
                goto unmap;
            }

            try
            {
                _buffers[mapped] = fragment.Buffer;
                _addresses[mapped] = THal.Share(_buffers[mapped], BufferDirection.DriverToDevice);
            }
            catch (DmaException)
            {
                error = -12;
                goto unmap;
            }

            lengths[mapped] = fragment.Length;
            mapped++;
        }

        _inFlight = mapped;
        _port.TransmitParts(_addresses.AsSpan(0, mapped), lengths[..mapped]);
        return 0;

    unmap:
        while (mapped-- > 0)
        {
            THal.Unshare(_addresses[mapped], _buffers[mapped], BufferDirection.DriverToDevice);
        }

        return error;
    }

    public bool Complete()
    {
        if (_inFlight == 0 || _port.ReapTransmitted() == 0)
        {
            return false;
        }

        for (int i = 0; i < _inFlight; i++)
        {
            THal.Unshare(_addresses[i], _buffers[i], BufferDirection.DriverToDevice);
        }

        _inFlight = 0;
        return true;
    }
}
