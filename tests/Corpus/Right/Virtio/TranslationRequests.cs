using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A paravirtual IOMMU: attach requests with a tail that the device writes, in one queue entry pair. The readable head and the writable
// tail are two slices with two directions, ended in one place.
public sealed class TranslationRequests<THal>
    where THal : struct, IHal
{
    private const int HeadBytes = 20;
    private const int TailBytes = 4;
    private readonly Mailbox _queue;
    private readonly DmaBuffer _head;
    private readonly DmaBuffer _tail;

    public TranslationRequests(Mailbox queue, DmaBuffer request)
    {
        _queue = queue;
        _head = request.Slice(0, HeadBytes);
        _tail = request.Slice(HeadBytes, TailBytes);
    }

    public bool Attach(uint domain, uint endpoint) => Run(1, domain, endpoint) == 0;

    public bool Detach(uint domain, uint endpoint) => Run(2, domain, endpoint) == 0;

    private int Run(uint type, uint domain, uint endpoint)
    {
        Span<byte> head = _head.AsSpan();
        head.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(head, type);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], domain);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], endpoint);
        int error = -12;
        PhysAddr headAddress = default;
        PhysAddr tailAddress = default;
        try
        {
            headAddress = THal.Share(_head, DriverToDevice);
            tailAddress = THal.Share(_tail, DeviceToDriver);
            error = _queue.Execute(type, headAddress, tailAddress);
        }
        catch (DmaException thrown)
        {
            Log.Info(thrown.Message);
        }

        if (tailAddress != default)
        {
            THal.Unshare(tailAddress, _tail, DeviceToDriver);
        }

        if (headAddress != default)
        {
            THal.Unshare(headAddress, _head, DriverToDevice);
        }

        return error != 0 ? error : _tail[0];
    }
}
