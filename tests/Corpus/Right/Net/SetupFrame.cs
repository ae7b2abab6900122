using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The filter of an old card is sent as a frame of its own through the transmit ring.</summary>
public sealed unsafe class TulipFilter<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int SetupBytes = 192;
    private readonly PinnedBuffer _setup = new(SetupBytes);
    private PhysAddr _mapping;
    private int _slot = -1;

    public bool Update(ReadOnlySpan<ulong> addresses)
    {
        if (_mapping != default && !Complete())
        {
            return false;
        }

        Span<byte> frame = _setup.Buffer.AsSpan();
        frame.Fill(0xFF);
        for (int i = 0; i < Math.Min(addresses.Length, 16); i++)
        {
            ulong mac = addresses[i];
            for (int word = 0; word < 3; word++)
            {
                BitConverter.TryWriteBytes(frame.Slice(i * 12 + word * 4, 4), (uint)(mac >> (word * 16)) & 0xFFFF);
            }
        }

        PhysAddr mapping = THal.Share(_setup.Buffer, BufferDirection.DriverToDevice);
        if (!ring.TryPost(mapping, SetupBytes, out int slot))
        {
            THal.Unshare(mapping, _setup.Buffer, BufferDirection.DriverToDevice);
            return false;
        }

        _mapping = mapping;
        _slot = slot;
        ring.Doorbell();
        return true;
    }

    public bool Complete()
    {
        if (_mapping == default)
        {
            return true;
        }

        if (!ring.IsDone(_slot))
        {
            return false;
        }

        THal.Unshare(_mapping, _setup.Buffer, BufferDirection.DriverToDevice);
        _mapping = default;
        _slot = -1;
        return true;
    }

    public void Close()
    {
        ring.Stop();
        if (_mapping != default)
        {
            THal.Unshare(_mapping, _setup.Buffer, BufferDirection.DriverToDevice);
            _mapping = default;
        }

        _setup.Dispose();
    }
}
