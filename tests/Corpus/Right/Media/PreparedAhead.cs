using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Video buffers: prepared by mapping their planes, finished by unmapping; a buffer may be prepared before it is queued.</summary>
public sealed class VideoQueue<THal>
    where THal : struct, IHal
{
    public sealed class VideoBuffer
    {
        public required DmaBuffer[] Planes { get; init; }

        internal PhysAddr[] PlaneAddress = [];

        public bool Prepared { get; internal set; }

        public bool Queued { get; internal set; }
    }

    private readonly BufferDirection _direction;
    private readonly List<VideoBuffer> _buffers = [];

    public VideoQueue(bool capture) => _direction = capture ? DeviceToDriver : DriverToDevice;

    public void Add(VideoBuffer buffer) => _buffers.Add(buffer);

    public int Prepare(VideoBuffer buffer)
    {
        if (buffer.Prepared)
        {
            return 0;
        }

        buffer.PlaneAddress = new PhysAddr[buffer.Planes.Length];
        int plane;
        for (plane = 0; plane < buffer.Planes.Length; plane++)
        {
            try
            {
                buffer.PlaneAddress[plane] = THal.Share(buffer.Planes[plane], _direction);
            }
            catch (DmaException)
            {
                goto Unmap;
            }
        }

        buffer.Prepared = true;
        return 0;

    Unmap:
        for (; plane > 0; --plane)
        {
            THal.Unshare(buffer.PlaneAddress[plane - 1], buffer.Planes[plane - 1], _direction);
        }

        buffer.PlaneAddress = [];
        return -12;
    }

    public int Queue(VideoBuffer buffer, Device device)
    {
        int error = Prepare(buffer);
        if (error != 0)
        {
            return error;
        }

        foreach (PhysAddr address in buffer.PlaneAddress)
        {
            device.WriteRegister(0x10, address.Value);
        }

        buffer.Queued = true;
        return 0;
    }

    public void Done(VideoBuffer buffer)
    {
        buffer.Queued = false;
        Finish(buffer);
    }

    private void Finish(VideoBuffer buffer)
    {
        if (!buffer.Prepared)
        {
            return;
        }

        for (int plane = 0; plane < buffer.Planes.Length; plane++)
        {
            THal.Unshare(buffer.PlaneAddress[plane], buffer.Planes[plane], _direction);
        }

        buffer.Prepared = false;
        buffer.PlaneAddress = [];
    }

    public void Cancel(Device device)
    {
        device.Reset();
        _buffers.ForEach(Done);
    }
}
