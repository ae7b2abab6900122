using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using Xunit;

namespace Hal.Tests.Core;

public unsafe class DmaBufferTests
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public uint Type;
        public uint Reserved;
        public ulong Sector;
    }

    [Fact]
    public void Is_sixteen_bytes() => Assert.Equal(16, Unsafe.SizeOf<DmaBuffer>());

    [Fact]
    public void Keeps_pointer_and_length()
    {
        byte* memory = stackalloc byte[4];
        var buffer = new DmaBuffer(memory, 4);
        Assert.True(buffer.Pointer == memory);
        Assert.Equal(4, buffer.Length);
        Assert.False(buffer.IsEmpty);
    }

    [Fact]
    public void Null_pointer_is_refused()
    {
        var exception = Assert.Throws<ArgumentNullException>(() => new DmaBuffer(null, 4));
        Assert.Equal("pointer", exception.ParamName);
        Assert.Contains("null", exception.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Length_below_one_is_refused(int length)
    {
        byte value = 0;
        byte* memory = &value;
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new DmaBuffer(memory, length));
        Assert.Equal("length", exception.ParamName);
        Assert.Contains(length.ToString(), exception.Message);
        Assert.Contains("at least 1", exception.Message);
    }

    [Fact]
    public void Of_covers_the_value()
    {
        Header header = default;
        DmaBuffer buffer = DmaBuffer.Of(&header);
        Assert.True(buffer.Pointer == (byte*)&header);
        Assert.Equal(16, buffer.Length);
    }

    [Fact]
    public void Of_null_is_refused() => Assert.Throws<ArgumentNullException>(() => DmaBuffer.Of((Header*)null));

    [Fact]
    public void Default_is_empty_and_harmless()
    {
        DmaBuffer none = default;
        Assert.True(none.IsEmpty);
        Assert.True(none.Pointer == null);
        Assert.Equal(0, none.Length);
        Assert.True(none.AsSpan().IsEmpty);
        Assert.True(none.AsReadOnlySpan().IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(DmaBuffer)[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(DmaBuffer).Slice(0, 1));
        Assert.Equal(none, default);
        Assert.Equal("byte[0] at 0x0", none.ToString());
    }

    [Fact]
    public void Indexer_reads_writes_and_checks()
    {
        byte* memory = stackalloc byte[3];
        var buffer = new DmaBuffer(memory, 3);
        buffer[2] = 7;
        Assert.Equal(7, memory[2]);
        memory[0] = 9;
        Assert.Equal(9, buffer[0]);
        foreach (int index in new[] { -1, 3, int.MaxValue, int.MinValue })
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => buffer[index]);
            Assert.Contains(index.ToString(), exception.Message);
            Assert.Contains("3 bytes", exception.Message);
        }
    }

    [Fact]
    public void Spans_cover_the_same_bytes()
    {
        byte* memory = stackalloc byte[8];
        var buffer = new DmaBuffer(memory, 8);
        Span<byte> span = buffer.AsSpan();
        ReadOnlySpan<byte> readOnly = buffer.AsReadOnlySpan();
        Assert.Equal(8, span.Length);
        Assert.Equal(8, readOnly.Length);
        Assert.True(Unsafe.AreSame(ref span[0], ref *memory));
        Assert.True(Unsafe.AreSame(ref Unsafe.AsRef(in readOnly[0]), ref *memory));
    }

    [Fact]
    public void Slice_is_within_or_throws() =>
        Gen.Select(Gen.Int[1, 100], Gen.OneOf(Gen.Int[-3, 103], Gen.Int), Gen.OneOf(Gen.Int[-3, 103], Gen.Int)).Sample((total, offset, length) =>
        {
            byte* memory = (byte*)0x1000; // never read: a slice is arithmetic
            var buffer = new DmaBuffer(memory, total);
            if (offset >= 0 && length >= 1 && (long)offset + length <= total)
            {
                DmaBuffer slice = buffer.Slice(offset, length);
                return slice.Pointer == memory + offset && slice.Length == length;
            }

            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Slice(offset, length));
            return exception.Message.Contains($"{length} bytes at offset {offset}") && exception.Message.Contains($"{total} bytes");
        });

    [Fact]
    public void Equality_is_of_pointer_and_length()
    {
        byte* memory = stackalloc byte[8];
        var buffer = new DmaBuffer(memory, 8);
        var same = new DmaBuffer(memory, 8);
        Assert.True(buffer == same);
        Assert.False(buffer != same);
        Assert.True(buffer.Equals((object)same));
        Assert.Equal(buffer.GetHashCode(), same.GetHashCode());
        Assert.True(buffer != buffer.Slice(0, 7));
        Assert.True(buffer.Slice(0, 4) != buffer.Slice(4, 4));
        Assert.False(buffer.Equals("text"));
        Assert.Equal($"byte[8] at 0x{(nuint)memory:x}", buffer.ToString());
    }
}
