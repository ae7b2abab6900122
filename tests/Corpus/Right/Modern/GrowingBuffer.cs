using System.Runtime.InteropServices;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A buffer that grows: the old memory is unshared, copied and freed before the new one is shared.
public sealed unsafe class GrowingBuffer<THal> : IDisposable
    where THal : struct, IHal
{
    private byte* _memory = (byte*)NativeMemory.AllocZeroed(256);
    private int _length = 256;
    private PhysAddr _paddr;
    private bool _isShared;

    private DmaBuffer Buffer => new(_memory, _length);

    public PhysAddr Publish()
    {
        if (!_isShared)
        {
            _paddr = THal.Share(Buffer, DriverToDevice);
            _isShared = true;
        }

        return _paddr;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_isShared)
        {
            THal.Unshare(_paddr, Buffer, DriverToDevice);
            _isShared = false;
        }

        if (data.Length > _length)
        {
            _memory = (byte*)NativeMemory.Realloc(_memory, (nuint)data.Length);
            _length = data.Length;
        }

        data.CopyTo(Buffer.AsSpan());
    }

    public void Dispose()
    {
        if (_isShared)
        {
            THal.Unshare(_paddr, Buffer, DriverToDevice);
        }

        NativeMemory.Free(_memory);
    }
}
