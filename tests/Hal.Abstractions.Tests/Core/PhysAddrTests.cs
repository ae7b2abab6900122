using System;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using CsCheck;
using Xunit;

namespace Hal.Tests.Core;

public class PhysAddrTests
{
    // Small, large and boundary values alike: uniform 64-bit numbers alone would hardly ever overflow or meet.
    private static readonly Gen<ulong> Address = Gen.OneOf(
        Gen.ULong, Gen.ULong[0, 16], Gen.ULong[ulong.MaxValue - 16, ulong.MaxValue], Gen.ULong[(1UL << 32) - 8, (1UL << 32) + 8]);

    [Fact]
    public void Is_eight_bytes() => Assert.Equal(8, Unsafe.SizeOf<PhysAddr>());

    [Fact]
    public void Default_is_address_zero()
    {
        Assert.Equal(0UL, default(PhysAddr).Value);
        Assert.True(default == new PhysAddr(0));
    }

    [Fact]
    public void Has_no_conversion_operator() =>
        Assert.DoesNotContain(
            typeof(PhysAddr).GetMethods(BindingFlags.Public | BindingFlags.Static),
            method => method.Name is "op_Implicit" or "op_Explicit");

    [Fact]
    public void Order_and_equality_are_those_of_the_value() =>
        Gen.Select(Address, Address).Sample((a, b) =>
        {
            PhysAddr left = new(a), right = new(b);
            return (left == right) == (a == b) && (left != right) == (a != b) && (left < right) == (a < b) && (left > right) == (a > b)
                && (left <= right) == (a <= b) && (left >= right) == (a >= b) && left.CompareTo(right) == a.CompareTo(b)
                && left.Equals(right) == (a == b) && left.Equals((object)right) == (a == b) && (a != b || left.GetHashCode() == right.GetHashCode());
        });

    [Fact]
    public void Sum_is_exact_or_throws() =>
        Gen.Select(Address, Address).Sample((a, b) =>
        {
            BigInteger exact = (BigInteger)a + b;
            return exact > ulong.MaxValue
                ? Throws<OverflowException>(() => _ = new PhysAddr(a) + b, $"0x{a:x}", b.ToString())
                : (new PhysAddr(a) + b).Value == (ulong)exact;
        });

    [Fact]
    public void Sum_with_int_is_exact_or_throws() =>
        Gen.Select(Address, Gen.OneOf(Gen.Int, Gen.Int[-2, 2])).Sample((a, b) =>
        {
            BigInteger exact = (BigInteger)a + b;
            return b < 0
                ? Throws<ArgumentOutOfRangeException>(() => _ = new PhysAddr(a) + b, b.ToString(), "negative")
                : exact > ulong.MaxValue
                    ? Throws<OverflowException>(() => _ = new PhysAddr(a) + b, $"0x{a:x}")
                    : (new PhysAddr(a) + b).Value == (ulong)exact;
        });

    [Fact]
    public void Difference_is_exact_or_throws() =>
        Gen.Select(Address, Address).Sample((a, b) =>
            a < b
                ? Throws<OverflowException>(() => _ = new PhysAddr(a) - b, $"0x{a:x}", $"0x{b:x}")
                    && Throws<OverflowException>(() => _ = new PhysAddr(a) - new PhysAddr(b), $"0x{a:x}", $"0x{b:x}")
                : (new PhysAddr(a) - b).Value == a - b && new PhysAddr(a) - new PhysAddr(b) == a - b);

    [Fact]
    public void Adding_and_taking_away_returns_to_the_address() =>
        Gen.Select(Gen.ULong[0, 1UL << 62], Gen.ULong[0, 1UL << 62]).Sample((a, b) => (new PhysAddr(a) + b) - b == new PhysAddr(a));

    [Theory]
    [InlineData(0UL, "0x0")]
    [InlineData(4096UL, "0x1000")]
    [InlineData(ulong.MaxValue, "0xffffffffffffffff")]
    public void Prints_hexadecimal(ulong value, string text) => Assert.Equal(text, new PhysAddr(value).ToString());

    [Fact]
    public void Equals_nothing_of_another_type()
    {
        Assert.False(new PhysAddr(1).Equals((object)1UL));
        Assert.False(new PhysAddr(1).Equals(null));
    }

    private static bool Throws<TException>(Action action, params string[] words)
        where TException : Exception
    {
        TException exception = Assert.Throws<TException>(action);
        return words.All(exception.Message.Contains);
    }
}
