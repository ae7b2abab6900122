using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>A HAL that bounces skips a copy that a direction needs, or never gives a slot back (contract I10).</summary>
public sealed class HAL4005BounceIncompleteTests
{
    private const string Slots =
        """
        static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(1 << 20, 4096); static readonly ConcurrentStack<int> s_free = new();
        static int Take() => s_free.TryPop(out int slot) ? slot : throw new DmaException("no slot"); static void Give(int slot) => s_free.Push(slot);
        static Span<byte> Slot(int slot) => new(s_memory + slot * 4096, 4096); static PhysAddr Address(int slot) => new(0x1000UL + (ulong)slot * 4096);
        static int SlotOf(PhysAddr paddr) => (int)((paddr.Value - 0x1000) / 4096);

        """;

    private static string Bounce(string copyIn, string copyOut) => Slots +
        $$"""
        static bool ToDevice(BufferDirection direction) => direction is DriverToDevice or Both;

        static void CopyIn(Span<byte> slot, DmaBuffer buffer, bool needed)
        {
            if (needed)
            {
                buffer.AsReadOnlySpan().CopyTo(slot);
            }
        }

        [DllImport("vendor")] static extern void Import(int slot, byte* buffer, int length);

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            int slot = Take();
            {{copyIn}}
            return Address(slot);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
            int slot = SlotOf(paddr);
            {{copyOut}}
            Give(slot);
        }
        """;

    private const string RightIn = "if (direction != DeviceToDriver) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); }";
    private const string RightOut = "if (direction != DriverToDevice) { Slot(slot)[..buffer.Length].CopyTo(buffer.AsSpan()); }";

    [Theory]
    [InlineData("if (direction == DriverToDevice) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); } //! HAL4005")]
    [InlineData("if (direction == Both) { buffer.AsSpan().CopyTo(Slot(slot)); } //! HAL4005")]
    [InlineData("if (direction == DeviceToDriver) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); } //! HAL4005")]
    [InlineData("switch (direction) { case DriverToDevice: buffer.AsReadOnlySpan().CopyTo(Slot(slot)); break; } //! HAL4005")]
    [InlineData("bool copy = direction is DriverToDevice; if (copy) { NativeMemory.Copy(buffer.Pointer, s_memory, 4); } //! HAL4005")]
    [InlineData("if (direction == Both) { return Address(slot); } buffer.AsReadOnlySpan().CopyTo(Slot(slot)); //! HAL4005")]
    public void Diagnostics_In(string copyIn) => Implementation.Check(Bounce(copyIn, RightOut));

    [Fact]
    public void Diagnostics_In_a_helper_that_is_told() => Implementation.Check(
        Bounce("CopyIn(Slot(slot), buffer, direction == DriverToDevice);", RightOut).Replace("CopyTo(slot);", "CopyTo(slot); //! HAL4005", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("if (direction == DeviceToDriver) { Slot(slot)[..buffer.Length].CopyTo(buffer.AsSpan()); } //! HAL4005")]
    [InlineData("if (direction == DriverToDevice) { Slot(slot)[..buffer.Length].CopyTo(buffer.AsSpan()); } //! HAL4005")]
    [InlineData("if (direction is Both) { Buffer.MemoryCopy(s_memory, buffer.Pointer, buffer.Length, buffer.Length); } //! HAL4005")]
    public void Diagnostics_Out(string copyOut) => Implementation.Check(Bounce(RightIn, copyOut));

    [Fact]
    public void Diagnostics_Never_out() => Implementation.Check(
        Slots +
        """
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            int slot = Take();
            buffer.AsReadOnlySpan().CopyTo(Slot(slot));
            return Address(slot);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Give(SlotOf(paddr)); //! HAL4005
        """);

    [Theory]
    [InlineData(RightIn)]
    [InlineData("buffer.AsReadOnlySpan().CopyTo(Slot(slot));")]
    [InlineData("if (direction is DriverToDevice or Both) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); }")]
    [InlineData("if (ToDevice(direction)) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); }")]
    [InlineData("CopyIn(Slot(slot), buffer, ToDevice(direction));")]
    [InlineData("switch (direction) { case DriverToDevice: case Both: buffer.AsReadOnlySpan().CopyTo(Slot(slot)); break; default: Slot(slot).Clear(); break; }")]
    [InlineData("for (int i = 0; i < buffer.Length; i++) { Slot(slot)[i] = buffer[i]; }")]
    [InlineData("int n = 0; foreach (byte b in buffer.AsReadOnlySpan()) { Slot(slot)[n++] = b; }")]
    [InlineData("if (direction == DriverToDevice) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); } else { Import(slot, buffer.Pointer, buffer.Length); }")]
    [InlineData("if (direction == DriverToDevice) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); } if (direction == Both) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); }")]
    [InlineData("if (direction == DeviceToDriver) { return Address(slot); } buffer.AsReadOnlySpan().CopyTo(Slot(slot));")]
    [InlineData("if (direction == Both) { throw new NotSupportedException(); } buffer.AsReadOnlySpan().CopyTo(Slot(slot));")]
    [InlineData("switch (direction) { case DriverToDevice: buffer.AsReadOnlySpan().CopyTo(Slot(slot)); break; case DeviceToDriver: break; default: throw new NotSupportedException(); }")]
    [InlineData("if (direction == DriverToDevice) goto copy; if (direction == DeviceToDriver) goto done; copy: buffer.AsReadOnlySpan().CopyTo(Slot(slot)); done:;")]
    public void Valid_In(string copyIn) => Implementation.Check(Bounce(copyIn, RightOut));

    [Theory]
    [InlineData(RightOut)]
    [InlineData("Slot(slot)[..buffer.Length].CopyTo(buffer.AsSpan());")]
    [InlineData("if (!(direction == DriverToDevice)) { Span<byte> to = buffer.AsSpan(); Slot(slot)[..to.Length].CopyTo(to); }")]
    [InlineData("if (direction == DriverToDevice) { Give(slot); return; } Slot(slot)[..buffer.Length].CopyTo(buffer.AsSpan());")]
    [InlineData("byte* to = buffer.Pointer; for (int i = 0; i < buffer.Length; i++) { to[i] = s_memory[i]; }")]
    public void Valid_Out(string copyOut) => Implementation.Check(Bounce(RightIn, copyOut));

    [Fact]
    public void Valid_Only_what_lies_outside_is_copied() => Implementation.Check(
        Slots +
        """
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            if (direction == DriverToDevice)
            {
                return new PhysAddr((ulong)buffer.Pointer);
            }

            int slot = Take();
            if (direction == Both)
            {
                buffer.AsReadOnlySpan().CopyTo(Slot(slot));
            }

            return Address(slot);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
            if (direction != DriverToDevice)
            {
                Slot(SlotOf(paddr))[..buffer.Length].CopyTo(buffer.AsSpan());
                Give(SlotOf(paddr));
            }
        }
        """);

    [Fact]
    public void Valid_Nothing_is_copied() => Implementation.Check(
        """
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
            if (direction == DeviceToDriver)
            {
                PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
            }
        }
        """);

    [Fact]
    public void Valid_Only_one_direction_is_served() => Implementation.Check(
        Slots +
        """
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            if (direction != DriverToDevice)
            {
                throw new DmaException("only for sending");
            }

            int slot = Take();
            buffer.AsReadOnlySpan().CopyTo(Slot(slot));
            return Address(slot);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Give(SlotOf(paddr));
        """);

    [Fact]
    public void Diagnostics_A_slot_that_is_never_given_back() => Implementation.Check(
        """
        static readonly ConcurrentStack<nint> s_slots = new();

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            if (!s_slots.TryPop(out nint slot)) //! HAL4005
            {
                throw new DmaException("no slot");
            }

            buffer.AsReadOnlySpan().CopyTo(new Span<byte>((void*)slot, 4096));
            return new PhysAddr((ulong)slot);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
            new Span<byte>((void*)paddr.Value, buffer.Length).CopyTo(buffer.AsSpan());
        """);

    [Fact]
    public void Diagnostics_A_mark_that_is_never_removed() => Implementation.Check(
        """
        static readonly bool[] s_taken = new bool[16];
        static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(1 << 20, 4096);

        static int Take()
        {
            lock (s_taken)
            {
                int slot = Array.IndexOf(s_taken, false);
                s_taken[slot] = true; //! HAL4005
                return slot;
            }
        }

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            int slot = Take();
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_memory + slot * 4096, 4096));
            return new PhysAddr((ulong)slot * 4096 + 4096);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
            new Span<byte>(s_memory + paddr.Value - 4096, buffer.Length).CopyTo(buffer.AsSpan());
        """);

    [Fact]
    public void Diagnostics_Native_memory_that_is_never_freed() => Implementation.Check(
        """
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            byte* copy = (byte*)NativeMemory.AlignedAlloc((nuint)buffer.Length, 64); //! HAL4005
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(copy, buffer.Length));
            return new PhysAddr((ulong)copy);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
            if (direction != DriverToDevice)
            {
                new Span<byte>((void*)paddr.Value, buffer.Length).CopyTo(buffer.AsSpan());
            }
        }
        """);

    [Theory]
    [InlineData("NativeMemory.AlignedFree((void*)paddr.Value);")]
    [InlineData("s_cache.Push((nint)paddr.Value);")]
    [InlineData("Release(paddr.Value);")]
    public void Valid_Given_back(string give) => Implementation.Check(
        $$"""
        static readonly ConcurrentStack<nint> s_cache = new();

        [DllImport("vendor")] static extern void Release(ulong memory);

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            byte* copy = (byte*)NativeMemory.AlignedAlloc((nuint)buffer.Length, 64);
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(copy, buffer.Length));
            return new PhysAddr((ulong)copy);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
            new Span<byte>((void*)paddr.Value, buffer.Length).CopyTo(buffer.AsSpan());
            {{give}}
        }
        """);

    [Fact]
    public void Valid_Given_back_by_others() => Implementation.Check(
        """
        static readonly ConcurrentStack<nint> s_slots = new();
        static readonly ConcurrentDictionary<nint, nint> s_bounces = new();

        public static void Reclaim(nint slot) => s_slots.Push(slot);

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            if (!s_slots.TryPop(out nint slot))
            {
                if (!s_bounces.TryGetValue((nint)buffer.Pointer, out slot))
                {
                    slot = (nint)NativeMemory.AlignedAlloc((nuint)buffer.Length, 64);
                    s_bounces[(nint)buffer.Pointer] = slot;
                }
            }

            buffer.AsReadOnlySpan().CopyTo(new Span<byte>((void*)slot, 4096));
            return new PhysAddr((ulong)slot);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
            new Span<byte>((void*)paddr.Value, buffer.Length).CopyTo(buffer.AsSpan());
        """);

    [Fact]
    public void Valid_A_mock_with_scripted_addresses() => Implementation.Check(
        """
        static readonly ConcurrentQueue<PhysAddr> s_answers = new();

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_answers.TryDequeue(out PhysAddr answer) ? answer : throw new DmaException("no answer");

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "Share does not copy the buffer in for 'Both', although this HAL copies (contract I10)",
        Implementation.MessageOf(Bounce("if (direction == DriverToDevice) { buffer.AsReadOnlySpan().CopyTo(Slot(slot)); }", RightOut)));
}
