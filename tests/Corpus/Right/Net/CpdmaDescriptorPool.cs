using System;
using System.Collections.Generic;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>Descriptors out of a pool of DMA memory; the software part remembers the mapping.</summary>
public sealed unsafe class CpdmaChannel<THal> : IDisposable
    where THal : struct, IHal
{
    private struct CpdmaDesc
    {
        public uint Next;
        public uint Buffer;
        public uint LengthAndOffset;
        public uint Mode;
        public int SoftLength;
    }

    private readonly Dma<THal> _pool;
    private readonly Stack<int> _free = new();
    private readonly (PhysAddr Address, DmaBuffer Buffer, object? Token)[] _soft;
    private readonly BufferDirection _direction;
    private readonly MmioRegion _registers;

    public CpdmaChannel(MmioRegion registers, bool receive)
    {
        _registers = registers;
        _direction = receive ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        _pool = new Dma<THal>(2, BufferDirection.Both);
        int count = (int)_pool.Length / sizeof(CpdmaDesc);
        _soft = new (PhysAddr, DmaBuffer, object?)[count];
        while (count-- > 0)
        {
            _free.Push(count);
        }
    }

    private CpdmaDesc* Desc(int index) => _pool.Pointer<CpdmaDesc>((nuint)index * (nuint)sizeof(CpdmaDesc));

    public bool Submit(DmaBuffer buffer, object token)
    {
        if (!_free.TryPop(out int index))
        {
            return false;
        }

        try
        {
            _soft[index] = (THal.Share(buffer, _direction), buffer, token);
        }
        catch (DmaException)
        {
            _free.Push(index);
            return false;
        }

        CpdmaDesc* desc = Desc(index);
        desc->Next = 0;
        desc->Buffer = (uint)_soft[index].Address.Value;
        desc->LengthAndOffset = (uint)buffer.Length;
        desc->SoftLength = buffer.Length;
        desc->Mode = 1u << 29;
        _registers.Write32(0x600, (uint)_pool.PaddrAt((nuint)index * (nuint)sizeof(CpdmaDesc)).Value);
        return true;
    }

    public object? Complete(int index)
    {
        if ((Volatile.Read(ref Desc(index)->Mode) & (1u << 29)) != 0)
        {
            return null;
        }

        (PhysAddr address, DmaBuffer buffer, object? token) = _soft[index];
        if (address == default)
        {
            return null;
        }

        _soft[index] = default;
        THal.Unshare(address, buffer, _direction);
        _free.Push(index);
        return token;
    }

    public void Dispose()
    {
        _registers.Write32(0x608, 0);
        for (int i = 0; i < _soft.Length; i++)
        {
            if (_soft[i].Address != default)
            {
                THal.Unshare(_soft[i].Address, _soft[i].Buffer, _direction);
                _soft[i] = default;
            }
        }

        _pool.Dispose();
    }
}
