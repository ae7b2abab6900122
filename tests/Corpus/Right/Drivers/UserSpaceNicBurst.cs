using System;
using Devices;
using Hal;

/// <summary>A poll-mode driver's burst functions: registered memory, no share per packet; the region is shared once for its life.</summary>
public sealed class PollModeNic<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private readonly DmaBuffer _memory;
    private readonly Shared<THal> _registration;
    private int _head;

    public PollModeNic(DmaBuffer memory)
    {
        _memory = memory;
        _registration = new Shared<THal>(memory, BufferDirection.Both);
    }

    public unsafe int TransmitBurst(ReadOnlySpan<DmaBuffer> packets)
    {
        int sent = 0;
        foreach (DmaBuffer packet in packets)
        {
            if (_ring.IsFull)
            {
                break;
            }

            int offset = (int)(packet.Pointer - _memory.Pointer);
            _ring.Post(_head++ % _ring.Size, _registration.Paddr + offset, packet.Length);
            sent++;
        }

        if (sent != 0)
        {
            _ring.Doorbell();
        }

        return sent;
    }

    public void Dispose()
    {
        _ring.Stop();
        _registration.Unshare();
    }
}
