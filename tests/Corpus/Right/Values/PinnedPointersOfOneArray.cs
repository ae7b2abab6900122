using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>One pinned array through several pointers: two fixed statements, its first element's address, Marshal and Unsafe.</summary>
public sealed unsafe class OneArray<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void TwoFixed(int size)
    {
        byte[] array = GC.AllocateArray<byte>(size, pinned: true);
        PhysAddr at;
        fixed (byte* first = array)
        {
            at = THal.Share(new DmaBuffer(first, array.Length), BufferDirection.Both);
        }

        _device.Start(at, size);
        fixed (byte* second = &array[0])
        {
            THal.Unshare(at, new DmaBuffer(second, array.Length), BufferDirection.Both);
        }
    }

    public void TwoAtOnce(byte[] array)
    {
        fixed (byte* first = array, second = array)
        {
            PhysAddr at = THal.Share(new DmaBuffer(first, array.Length), BufferDirection.Both);
            _device.Start(at, array.Length);
            THal.Unshare(at, new DmaBuffer(second, array.Length), BufferDirection.Both);
        }
    }

    public void ByMarshal(int size)
    {
        byte[] array = GC.AllocateArray<byte>(size, pinned: true);
        byte* first = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        PhysAddr at = THal.Share(new DmaBuffer(first, size), BufferDirection.Both);
        _device.Start(at, size);
        byte* second = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        THal.Unshare(at, new DmaBuffer(second, size), BufferDirection.Both);
        GC.KeepAlive(array);
    }

    public void BySpan(Span<byte> span)
    {
        fixed (byte* first = span)
        {
            PhysAddr at = THal.Share(new DmaBuffer(first + 4, span.Length - 4), BufferDirection.Both);
            _device.Start(at, span.Length);
            fixed (byte* second = span[4..])
            {
                THal.Unshare(at, new DmaBuffer(second, span.Length - 4), BufferDirection.Both);
            }
        }
    }
}
