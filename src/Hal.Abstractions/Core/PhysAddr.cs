#if HAL_FREESTANDING
#pragma warning disable CS0660, CS0661 // without a runtime there is no object equality to override
#else
using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
#endif

namespace Hal;

/// <summary>
/// An address as the device uses it: physical, an IOVA or a guest address, whatever the HAL's bus speaks. Always 64 bits, a type
/// of its own and without conversion operators, so that a pointer can never pass for a bus address.
/// </summary>
/// <remarks>
/// <c>default</c> is address 0, which <see cref="IHal.DmaAlloc"/> uses for failure and which no share ever has (contracts I6, I11).
/// </remarks>
public readonly struct PhysAddr
#if !HAL_FREESTANDING
    : IEquatable<PhysAddr>, IComparable<PhysAddr>
#endif
{
    /// <summary>Wraps a raw bus address.</summary>
    /// <param name="value">The address in bytes, as the device uses it. Not a pointer: rule HAL1015.</param>
    public PhysAddr(ulong value) => Value = value;

    /// <summary>The address as a number, as it goes into a descriptor or a register.</summary>
    public ulong Value { get; }

    /// <summary>Whether both are the same address.</summary>
    public static bool operator ==(PhysAddr left, PhysAddr right) => left.Value == right.Value;

    /// <summary>Whether the addresses differ.</summary>
    public static bool operator !=(PhysAddr left, PhysAddr right) => left.Value != right.Value;

    /// <summary>Whether <paramref name="left"/> is below <paramref name="right"/>.</summary>
    public static bool operator <(PhysAddr left, PhysAddr right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is above <paramref name="right"/>.</summary>
    public static bool operator >(PhysAddr left, PhysAddr right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is at or below <paramref name="right"/>.</summary>
    public static bool operator <=(PhysAddr left, PhysAddr right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is at or above <paramref name="right"/>.</summary>
    public static bool operator >=(PhysAddr left, PhysAddr right) => left.Value >= right.Value;

    /// <summary>The address <paramref name="offset"/> bytes further up.</summary>
    /// <exception cref="System.ArgumentOutOfRangeException"><paramref name="offset"/> is negative: subtract instead.</exception>
    /// <exception cref="System.OverflowException">The sum leaves the 64-bit address space.</exception>
    public static PhysAddr operator +(PhysAddr address, int offset)
    {
        if (offset < 0)
        {
            ThrowHelper.NegativeAddressOffset(offset);
        }

        return address + (ulong)offset;
    }

    /// <summary>The address <paramref name="offset"/> bytes further up.</summary>
    /// <exception cref="System.OverflowException">The sum leaves the 64-bit address space.</exception>
    public static PhysAddr operator +(PhysAddr address, ulong offset)
    {
        ulong sum = unchecked(address.Value + offset);
        if (sum < offset)
        {
            ThrowHelper.AddressOverflow(address.Value, offset);
        }

        return new PhysAddr(sum);
    }

    /// <summary>The address <paramref name="offset"/> bytes further down.</summary>
    /// <exception cref="System.OverflowException">The difference lies below address 0.</exception>
    public static PhysAddr operator -(PhysAddr address, ulong offset)
    {
        if (offset > address.Value)
        {
            ThrowHelper.AddressUnderflow(address.Value, offset);
        }

        return new PhysAddr(unchecked(address.Value - offset));
    }

    /// <summary>The distance in bytes from <paramref name="right"/> up to <paramref name="left"/>.</summary>
    /// <exception cref="System.OverflowException"><paramref name="left"/> lies below <paramref name="right"/>.</exception>
    public static ulong operator -(PhysAddr left, PhysAddr right)
    {
        if (right.Value > left.Value)
        {
            ThrowHelper.AddressUnderflow(left.Value, right.Value);
        }

        return unchecked(left.Value - right.Value);
    }

#if !HAL_FREESTANDING
    /// <inheritdoc/>
    public bool Equals(PhysAddr other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is PhysAddr other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(PhysAddr other) => Value.CompareTo(other.Value);

    /// <summary>The address in hexadecimal, such as <c>0x1000</c>.</summary>
    public override string ToString() => "0x" + Value.ToString("x", CultureInfo.InvariantCulture);
#endif
}
