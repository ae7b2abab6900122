using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Like drivers with buffers from the C heap: a block is cut into equal parts, each with a free flag. The block is freed after every
// part's share has ended; a part that is out keeps the pool alive.
public sealed unsafe class NativePool<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly byte* _block;
    private readonly PhysAddr[] _addresses;
    private readonly int _partBytes;
    private readonly Device _device;
    private bool _disposed;

    public NativePool(Device device, int parts, int partBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(partBytes);
        _device = device;
        _addresses = new PhysAddr[parts];
        _partBytes = partBytes;
        _block = (byte*)NativeMemory.AllocZeroed((nuint)parts, (nuint)partBytes);
    }

    private DmaBuffer Part(int index) => new(_block + ((nint)index * _partBytes), _partBytes);

    public int Receive()
    {
        int index = Array.IndexOf(_addresses, default(PhysAddr));
        if (index < 0)
        {
            return -11;
        }

        PhysAddr address = THal.Share(Part(index), BufferDirection.DeviceToDriver);
        if (!_device.Submit(address, _partBytes))
        {
            THal.Unshare(address, Part(index), BufferDirection.DeviceToDriver);
            return -16;
        }

        _addresses[index] = address;
        return index;
    }

    public byte[]? TryFinish(int index)
    {
        if (_addresses[index] == default || !_device.Poll())
        {
            return null;
        }

        THal.Unshare(_addresses[index], Part(index), BufferDirection.DeviceToDriver);
        _addresses[index] = default;
        return Part(index).AsReadOnlySpan().ToArray();
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _device.Reset();
        for (int i = 0; i < _addresses.Length; i++)
        {
            if (_addresses[i] != default)
            {
                THal.Unshare(_addresses[i], Part(i), BufferDirection.DeviceToDriver);
                _addresses[i] = default;
            }
        }

        NativeMemory.Free(_block);
    }
}
