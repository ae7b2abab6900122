using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Static state is assigned without a lock where any thread may call (contract I13).</summary>
public sealed class HAL4006SharedStateUnguardedTests
{
    private static string Hal(string state, string body) =>
        $$"""
        static readonly object s_gate = new(); struct Counters { public int Shares; }
        {{state}}

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            {{body}}
            return new PhysAddr((ulong)buffer.Pointer);
        }
        """;

    [Theory]
    [InlineData("static ulong s_next;", "s_next += 4096; //! HAL4006")]
    [InlineData("static int s_live;", "s_live++; //! HAL4006")]
    [InlineData("static int s_live;", "s_live = s_live + 1; //! HAL4006")]
    [InlineData("static int Live { get; set; }", "Live++; //! HAL4006")]
    [InlineData("static DmaBuffer s_last;", "s_last = buffer; //! HAL4006")]
    [InlineData("static volatile int s_live;", "s_live++; //! HAL4006")]
    [InlineData("static Counters s_counters;", "s_counters.Shares++; //! HAL4006")]
    [InlineData("static readonly int[] s_counts = new int[4];", "s_counts[0]++; //! HAL4006")]
    [InlineData("static readonly ulong[] s_log = new ulong[4]; static int s_at;", "s_log[s_at & 3] = 1; //! HAL4006")]
    [InlineData("static readonly bool[] s_taken = new bool[4];", "for (int i = 0; i < 4; i++) { if (!s_taken[i]) { s_taken[i] = true; } } //! HAL4006")]
    [InlineData("static bool s_busy; static void Reset() => s_busy = false;", "s_busy = true; //! HAL4006")]
    [InlineData("static int s_live; static void Count() { s_live++; } //! HAL4006", "Count();")]
    [InlineData("static int s_live; static int Next { get { return s_live++; } } //! HAL4006", "_ = Next;")]
    [InlineData("static int s_live; static void Count() { s_live++; } //! HAL4006", "lock (s_gate) { Count(); } Count();")]
    [InlineData("static int s_live;", "lock (s_gate) { } s_live = buffer.Length; //! HAL4006")]
    public void Diagnostics_Assigned(string state, string body) => Implementation.Check(Hal(state, body));

    [Fact]
    public void Diagnostics_In_every_member() => Implementation.Check(
        """
        static int s_calls;

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            s_calls++; //! HAL4006
            return default;
        }

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
        {
            s_calls++; //! HAL4006
            return Hypervisor.Revoke(paddr.Value, pages);
        }

        static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
        {
            s_calls++; //! HAL4006
            return (byte*)paddr.Value;
        }

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            s_calls++; //! HAL4006
            return new PhysAddr((ulong)buffer.Pointer);
        }

        static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => s_calls++; //! HAL4006
        """);

    [Theory]
    [InlineData("static ulong s_next;", "lock (s_gate) { s_next += 4096; }")]
    [InlineData("static ulong s_next;", "Interlocked.Add(ref s_next, 4096);")]
    [InlineData("static ulong s_next;", "Monitor.Enter(s_gate); try { s_next += 4096; } finally { Monitor.Exit(s_gate); }")]
    [InlineData("static SpinLock s_spin; static ulong s_next;", "bool taken = false; s_spin.Enter(ref taken); s_next += 4096; s_spin.Exit();")]
    [InlineData("static readonly ReaderWriterLockSlim s_lock = new(); static ulong s_next;", "s_lock.EnterWriteLock(); s_next += 4096; s_lock.ExitWriteLock();")]
    [InlineData("static readonly Mutex s_mutex = new(); static ulong s_next;", "s_mutex.WaitOne(); s_next += 4096; s_mutex.ReleaseMutex();")]
    [InlineData("static readonly SemaphoreSlim s_one = new(1); static ulong s_next;", "s_one.Wait(); s_next += 4096; s_one.Release();")]
    [InlineData("static readonly Lock s_lock = new(); static ulong s_next;", "using (s_lock.EnterScope()) { s_next += 4096; }")]
    [InlineData("static readonly Lock s_lock = new(); static ulong s_next;", "using Lock.Scope scope = s_lock.EnterScope(); s_next += 4096;")]
    [InlineData("static int s_owned; static ulong s_next;", "while (Interlocked.CompareExchange(ref s_owned, 1, 0) != 0) { } s_next += 4096; Volatile.Write(ref s_owned, 0);")]
    [InlineData("[DllImport(\"kernel\")] static extern void DisableInterrupts(); static ulong s_next;", "DisableInterrupts(); s_next += 4096;")]
    [InlineData("[ThreadStatic] static ulong s_next;", "s_next += 4096;")]
    [InlineData("static ulong s_next; static void Step() { s_next += 4096; }", "lock (s_gate) { Step(); }")]
    [InlineData("static volatile bool s_started;", "s_started = true;")]
    [InlineData("static bool s_started;", "s_started = true;")]
    [InlineData("static int s_page;", "if (s_page == 0) { s_page = Environment.SystemPageSize; }")]
    [InlineData("static List<int>? s_list;", "s_list ??= new List<int>();")]
    [InlineData("static readonly Dictionary<ulong, int> s_table = new();", "s_table[1] = 2;")]
    [InlineData("static readonly int[] s_slots = new int[4]; static int s_at;", "int slot = Interlocked.Increment(ref s_at) & 3; s_slots[slot] = 1;")]
    [InlineData("static readonly int[] s_slots = new int[4]; static int Take() => 1;", "int slot = Take(); s_slots[slot] = 1;")]
    [InlineData("static readonly int[] s_slots = new int[4];", "s_slots[buffer.Length & 3] = 1;")]
    [InlineData("static readonly byte* s_pool = (byte*)NativeMemory.AllocZeroed(4096);", "s_pool[0] = 1;")]
    [InlineData("static Action s_later = () => { }; static int s_live;", "Action later = () => s_live++;")]
    [InlineData("static int s_live = 1; static void Configure() => s_live = 2; static TestHal() { s_live = 3; }", "int live = s_live;")]
    public void Valid_Guarded_or_harmless(string state, string body) => Implementation.Check(Hal(state, body));

    [Fact]
    public void Valid_State_of_an_instance() => Implementation.CheckFile(
        """
        using Hal;

        sealed class Space
        {
            private readonly object _gate = new();
            private ulong _next;

            public ulong Next(int bytes)
            {
                lock (_gate)
                {
                    return _next += (ulong)bytes;
                }
            }
        }

        [HalImplementation]
        static unsafe partial class ForwardingHal
        {
            private static readonly Space s_space = new();

            private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

            private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

            private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

            private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(s_space.Next(buffer.Length));

            private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
            {
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'s_next' is assigned without a lock or Interlocked in 'Share', which any thread may call (contract I13)",
        Implementation.MessageOf(Hal("static ulong s_next;", "s_next += 4096;")));
}
