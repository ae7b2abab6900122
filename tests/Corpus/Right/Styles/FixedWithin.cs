using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

public sealed unsafe class FixedWithin<THal>(Device device) where THal : struct, IHal
{
    public bool Send(byte[] data)
    {
        if (data.Length == 0)
        {
            return true;
        }

        fixed (byte* p = data)
        {
            var buffer = new DmaBuffer(p, data.Length);
            PhysAddr a = THal.Share(buffer, BufferDirection.DriverToDevice);
            try
            {
                return device.Submit(a, data.Length) && device.Wait(100);
            }
            finally
            {
                device.Reset();
                THal.Unshare(a, buffer, BufferDirection.DriverToDevice);
            }
        }
    }

    public bool SendPinned(ReadOnlySpan<byte> text)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(text.Length, pinned: true);
        text.CopyTo(copy);
        DmaBuffer buffer;
        fixed (byte* p = copy)
        {
            buffer = new DmaBuffer(p, copy.Length);
        }

        using var scope = new SharedScope<THal>(buffer, BufferDirection.DriverToDevice);
        bool ok = device.Submit(scope.Paddr) && device.Wait(10);
        GC.KeepAlive(copy);
        return ok;
    }

    public int Handle(byte[] data)
    {
        GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            var buffer = new DmaBuffer((byte*)handle.AddrOfPinnedObject(), data.Length);
            PhysAddr a = THal.Share(buffer, BufferDirection.Both);
            int status = device.Start(a, data.Length);
            THal.Unshare(a, buffer, BufferDirection.Both);
            return status < 0 ? status : data[0];
        }
        finally
        {
            handle.Free();
        }
    }
}
