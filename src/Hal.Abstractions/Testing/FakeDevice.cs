using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Hal.Testing;

/// <summary>
/// The device of a <see cref="FakeHal{TScope}"/>: it sees memory by bus address alone, and only what a driver has shared or allocated.
/// Every access is checked against the bounds and the direction; one that the driver is to blame for is reported under its rule: HAL1010
/// after Unshare, HAL2008 after DmaDealloc, HAL1015 by a pointer.
/// </summary>
/// <remarks>
/// May be used from any thread, as a device runs on its own. A value of 1, 2, 4 or 8 bytes at its natural alignment is accessed at once,
/// with acquire and release, so rings work (contract I1b).
/// </remarks>
public sealed unsafe class FakeDevice : IDeviceView
{
    private readonly FakeBus _bus;

    internal FakeDevice(FakeBus bus) => _bus = bus;

    /// <inheritdoc/>
    public bool RefusesEnded => true;

    /// <summary>Reads bytes as the device does.</summary>
    /// <exception cref="DeviceFaultException">The device cannot read them: nothing is there, or less.</exception>
    /// <exception cref="HalContractException">The driver is to blame: the memory has ended, or the address is a pointer.</exception>
    public void Read(PhysAddr paddr, Span<byte> destination)
    {
        if (!TryRead(paddr, destination, out string? ruleId, out string? reason))
        {
            _bus.Refuse(paddr, destination.Length, isWrite: false, ruleId, reason!);
        }
    }

    /// <summary>Writes bytes as the device does.</summary>
    /// <exception cref="DeviceFaultException">The device cannot write them: nothing is there, or less, or it is DriverToDevice.</exception>
    /// <exception cref="HalContractException">The driver is to blame: the memory has ended, or the address is a pointer.</exception>
    public void Write(PhysAddr paddr, ReadOnlySpan<byte> source)
    {
        if (!TryWrite(paddr, source, out string? ruleId, out string? reason))
        {
            _bus.Refuse(paddr, source.Length, isWrite: true, ruleId, reason!);
        }
    }

    /// <summary>Reads one value, such as a descriptor or an index.</summary>
    /// <inheritdoc cref="Read(PhysAddr, Span{byte})"/>
    public T Read<T>(PhysAddr paddr)
        where T : unmanaged
    {
        T value = default;
        Read(paddr, new Span<byte>(&value, sizeof(T)));
        return value;
    }

    /// <summary>Writes one value, such as a status or an index.</summary>
    /// <inheritdoc cref="Write(PhysAddr, ReadOnlySpan{byte})"/>
    public void Write<T>(PhysAddr paddr, T value)
        where T : unmanaged => Write(paddr, new ReadOnlySpan<byte>(&value, sizeof(T)));

    /// <inheritdoc/>
    public bool TryRead(PhysAddr paddr, Span<byte> destination) => TryRead(paddr, destination, out _, out _);

    /// <inheritdoc/>
    public bool TryWrite(PhysAddr paddr, ReadOnlySpan<byte> source) => TryWrite(paddr, source, out _, out _);

    private static bool IsSingle(byte* pointer, int length) => length is 1 or 2 or 4 or 8 && (nuint)pointer % (nuint)length == 0;

    private bool TryRead(PhysAddr paddr, Span<byte> destination, out string? ruleId, out string? reason)
    {
        lock (_bus.Gate)
        {
            byte* memory = _bus.Access(paddr, destination.Length, isWrite: false, out ruleId, out reason);
            if (memory == null)
            {
                return false;
            }

            if (IsSingle(memory, destination.Length))
            {
                ref byte to = ref MemoryMarshal.GetReference(destination);
                switch (destination.Length)
                {
                    case 1: to = Volatile.Read(ref *memory); break;
                    case 2: Unsafe.WriteUnaligned(ref to, Volatile.Read(ref *(ushort*)memory)); break;
                    case 4: Unsafe.WriteUnaligned(ref to, Volatile.Read(ref *(uint*)memory)); break;
                    default: Unsafe.WriteUnaligned(ref to, Volatile.Read(ref *(ulong*)memory)); break;
                }
            }
            else
            {
                new ReadOnlySpan<byte>(memory, destination.Length).CopyTo(destination);
            }

            return true;
        }
    }

    private bool TryWrite(PhysAddr paddr, ReadOnlySpan<byte> source, out string? ruleId, out string? reason)
    {
        lock (_bus.Gate)
        {
            byte* memory = _bus.Access(paddr, source.Length, isWrite: true, out ruleId, out reason);
            if (memory == null)
            {
                return false;
            }

            if (IsSingle(memory, source.Length))
            {
                ref byte from = ref MemoryMarshal.GetReference(source);
                switch (source.Length)
                {
                    case 1: Volatile.Write(ref *memory, from); break;
                    case 2: Volatile.Write(ref *(ushort*)memory, Unsafe.ReadUnaligned<ushort>(ref from)); break;
                    case 4: Volatile.Write(ref *(uint*)memory, Unsafe.ReadUnaligned<uint>(ref from)); break;
                    default: Volatile.Write(ref *(ulong*)memory, Unsafe.ReadUnaligned<ulong>(ref from)); break;
                }
            }
            else
            {
                source.CopyTo(new Span<byte>(memory, source.Length));
            }

            return true;
        }
    }
}
