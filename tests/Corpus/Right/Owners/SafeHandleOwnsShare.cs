using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A SafeHandle whose handle is the address: ReleaseHandle ends the share.</summary>
public sealed class ShareHandle<THal> : SafeHandle
    where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;
    private readonly BufferDirection _direction;

    public ShareHandle(DmaBuffer buffer, BufferDirection direction)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        _buffer = buffer;
        _direction = direction;
        SetHandle((nint)THal.Share(buffer, direction).Value);
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    public PhysAddr Address => new((ulong)handle);

    protected override bool ReleaseHandle()
    {
        THal.Unshare(new PhysAddr((ulong)handle), _buffer, _direction);
        return true;
    }
}

/// <summary>Its user.</summary>
public sealed class HandleUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(DmaBuffer data)
    {
        using var handle = new ShareHandle<THal>(data, BufferDirection.DriverToDevice);
        return _device.Submit(handle.Address, data.Length);
    }
}
