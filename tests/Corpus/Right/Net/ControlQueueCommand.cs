using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Commands to the control queue of a paravirtual network device: class and command, data, an acknowledgement byte. Header, data and
// acknowledgement lie in one page of DMA memory, at offsets within it.
public sealed unsafe class ControlQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint HeaderOffset = 0;
    private const nuint DataOffset = 64;
    private const nuint AckOffset = 2048;
    private const int MaxData = (int)(AckOffset - DataOffset);

    private readonly Ring _ring;
    private readonly Dma<THal> _page = new(1, BufferDirection.Both);

    public ControlQueue(Ring ring) => _ring = ring;

    public bool SetPromiscuous(bool on) => Execute(0, 0, stackalloc byte[] { on ? (byte)1 : (byte)0 });

    public bool SetMacAddress(ReadOnlySpan<byte> address) => address.Length == 6 && Execute(1, 1, address);

    public void Dispose()
    {
        _ring.Stop();
        _page.Dispose();
    }

    private bool Execute(byte group, byte command, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data.Length > MaxData)
        {
            return false;
        }

        byte* header = _page.Vaddr(HeaderOffset);
        header[0] = group;
        header[1] = command;
        data.CopyTo(_page.Slice(DataOffset, data.Length).AsSpan());
        byte* ack = _page.Vaddr(AckOffset);
        *ack = 0xFF;

        int head = _ring.Head;
        _ring.Post(head, _page.PaddrAt(HeaderOffset), 2);
        _ring.Post((head + 1) % _ring.Size, _page.PaddrAt(DataOffset), data.Length);
        int last = (head + 2) % _ring.Size;
        _ring.Post(last, _page.PaddrAt(AckOffset), 1);
        _ring.Head = (head + 3) % _ring.Size;
        _ring.Doorbell();

        var deadline = Deadline.In(1000);
        while (!_ring.IsDone(last))
        {
            if (deadline.Expired)
            {
                _ring.Stop();
                return false;
            }
        }

        return Volatile.Read(ref *ack) == 0;
    }
}
