using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The classic request in three parts over a queue that completes out of order.</summary>
public sealed unsafe class ThreePartDisk<THal>(Queue queue)
    where THal : struct, IHal
{
    private struct Header
    {
        public uint Type;
        public uint Reserved;
        public ulong Sector;
    }

    private sealed class Request
    {
        public required PinnedBuffer Small;
        public required DmaBuffer Data;
        public required bool Write;
        public PhysAddr HeaderAddress;
        public PhysAddr DataAddress;
        public PhysAddr StatusAddress;
        public Action<byte>? Done;

        public DmaBuffer HeaderBytes => Small.Buffer.Slice(0, sizeof(Header));

        public DmaBuffer StatusByte => Small.Buffer.Slice(64, 1);

        public BufferDirection DataWay => Write ? DriverToDevice : DeviceToDriver;
    }

    private readonly Dictionary<PhysAddr, Request> _byHeader = [];

    public void Start(ulong sector, DmaBuffer data, bool write, Action<byte> done)
    {
        var request = new Request { Small = new PinnedBuffer(128), Data = data, Write = write, Done = done };
        *(Header*)request.Small.Buffer.Pointer = new Header { Type = write ? 1u : 0u, Sector = sector };
        bool mapped = true;
        try
        {
            request.HeaderAddress = THal.Share(request.HeaderBytes, DriverToDevice);
            request.DataAddress = THal.Share(data, request.DataWay);
            request.StatusAddress = THal.Share(request.StatusByte, DeviceToDriver);
        }
        catch (DmaException)
        {
            mapped = false;
        }

        if (!mapped || queue.Free < 3)
        {
            Finish(request);
            done(0xFF);
            return;
        }

        _byHeader.Add(request.HeaderAddress, request);
        queue.Add(request.HeaderAddress, request.HeaderBytes);
        queue.Add(request.DataAddress, data);
        queue.Add(request.StatusAddress, request.StatusByte);
    }

    public void Poll()
    {
        while (queue.TryPop(out PhysAddr address, out _))
        {
            if (!_byHeader.Remove(address, out Request? request))
            {
                continue;
            }

            byte status = Finish(request);
            request.Done?.Invoke(status);
        }
    }

    private static byte Finish(Request request)
    {
        if (request.StatusAddress != default)
        {
            THal.Unshare(request.StatusAddress, request.StatusByte, DeviceToDriver);
        }

        if (request.DataAddress != default)
        {
            THal.Unshare(request.DataAddress, request.Data, request.DataWay);
        }

        if (request.HeaderAddress != default)
        {
            THal.Unshare(request.HeaderAddress, request.HeaderBytes, DriverToDevice);
        }

        byte status = request.StatusByte[0];
        request.Small.Dispose();
        return status;
    }
}
