using Hal.Tests.Support;
using Xunit;

namespace Hal.Analyzers.Tests.Types;

/// <summary>What a field keeps has to be released by some member of its type; any use that could be that makes the rule silent.</summary>
public sealed class KeptInFieldTests
{
    [Theory]
    [InlineData("")]
    [InlineData("public void Reset() { _at = default; device.Reset(); }")]
    [InlineData("public bool IsLive => _at != default;")]
    [InlineData("public void Post() { device.Submit(_at); }")]
    [InlineData("public override string ToString() => $\"at {_at} of {nameof(_at)}\";")]
    [InlineData("public void Show() { Show(_at); } private void Show(PhysAddr at) { device.Submit(at); }")]
    [InlineData("private PhysAddr _other; public void Keep(DmaBuffer b) { _other = THal.Share(b, Both); } public void End(DmaBuffer b) { THal.Unshare(_other, b, Both); }")]
    public void Diagnostics_Address_that_no_member_releases(string member) => Flow.Check(
        $$"""
        private PhysAddr _at;

        public void Map(DmaBuffer data)
        {
            _at = THal.Share(data, Both); //! HAL1002
            device.Submit(_at);
        }

        {{member}}
        """);

    [Theory]
    [InlineData("public void End(DmaBuffer data) { THal.Unshare(_at, data, Both); }")]
    [InlineData("public void End(DmaBuffer data) { PhysAddr at = _at; THal.Unshare(at, data, Both); }")]
    [InlineData("public void End(DmaBuffer data, ulong number) { THal.Unshare(new PhysAddr(number), data, Both); }")]
    [InlineData("public void End(DmaBuffer data, PhysAddr done) { if (done == _at) { device.Reset(); } THal.Unshare(done, data, Both); }")]
    [InlineData("public void End(DmaBuffer data) { End(_at, data); } private static void End(PhysAddr at, DmaBuffer data) { THal.Unshare(at, data, Both); }")]
    [InlineData("public PhysAddr Address => _at;")]
    [InlineData("public ref PhysAddr Address => ref _at;")]
    [InlineData("public PhysAddr Take() { PhysAddr at = _at; _at = default; return at; }")]
    [InlineData("private System.Collections.Generic.List<PhysAddr> _all = new(); public void Keep() { _all.Add(_at); }")]
    [InlineData("private System.Func<PhysAddr>? _find; public void Keep() { _find = () => _at; }")]
    [InlineData("private sealed class Owner { public void End(Driver<THal> of, DmaBuffer data) { THal.Unshare(of._at, data, Both); } }")]
    public void Silent_Address_that_a_member_may_release(string member) => Flow.Check(
        $$"""
        private PhysAddr _at;

        public void Map(DmaBuffer data)
        {
            _at = THal.Share(data, Both);
            device.Submit(_at);
        }

        {{member}}
        """);

    [Theory]
    [InlineData("internal", "")]
    [InlineData("public", "")]
    [InlineData("private static", "")]
    public void Silent_Fields_that_others_can_name_or_that_live_as_long_as_the_process(string modifiers, string member) => Flow.Check(
        $$"""
        {{modifiers}} Dma<THal>? _ring;

        public void Open()
        {
            _ring = new Dma<THal>(1, Both);
            device.Submit(_ring.Paddr);
        }

        {{member}}
        """);

    [Theory]
    [InlineData("public void Close() { _ring = null; }")]
    [InlineData("public PhysAddr Address => _ring!.Paddr; public void Close() { device.Reset(); _ring = default; }")]
    [InlineData("public unsafe byte Head => *_ring!.Vaddr(0); ~Driver() { device.Reset(); }")]
    [InlineData("private readonly Dma<THal> _used = new(1, Both); public void Close() { _used.Dispose(); }")]
    public void Diagnostics_Memory_that_no_member_disposes(string member) => Flow.Check(
        $$"""
        private Dma<THal>? _ring;

        public void Open()
        {
            _ring = new Dma<THal>(1, Both); //! HAL2002
            device.Submit(_ring.Paddr);
        }

        {{member}}
        """);

    [Fact]
    public void Silent_Memory_for_the_life_of_a_process() => Flow.Check(
        """
        private readonly Dma<THal> _ring = new(1, Both);

        public void Post() { device.Submit(_ring.Paddr); }
        """);

    [Theory]
    [InlineData("public void Dispose() { _ring?.Dispose(); }")]
    [InlineData("public void Dispose() { using (_ring) { } }")]
    [InlineData("public void Dispose() { System.Threading.Interlocked.Exchange(ref _ring, null)?.Dispose(); }")]
    [InlineData("public void Dispose() { foreach (System.IDisposable? owned in new System.IDisposable?[] { _ring }) { owned?.Dispose(); } }")]
    [InlineData("public Dma<THal>? Detach() { Dma<THal>? ring = _ring; _ring = null; return ring; }")]
    [InlineData("public void Dispose() { if (_ring is { } ring) { ring.Dispose(); } }")]
    public void Silent_Memory_that_a_member_may_dispose(string member) => Flow.Check(
        $$"""
        private Dma<THal>? _ring;

        public void Open()
        {
            _ring = new Dma<THal>(1, Both);
            device.Submit(_ring.Paddr);
        }

        {{member}}
        """);

    [Fact]
    public void Diagnostics_Shares_in_the_slots_of_an_array() => Flow.Check(
        """
        private readonly Shared<THal>[] _posted = new Shared<THal>[4];

        public void Open(DmaBuffer data)
        {
            for (int i = 0; i < _posted.Length; i++)
            {
                _posted[i] = new Shared<THal>(data.Slice(i * 512, 512), DeviceToDriver); //! HAL1002
                device.Submit(_posted[i].Paddr);
            }
        }

        public void Close()
        {
            for (int i = 0; i < _posted.Length; i++)
            {
                _posted[i] = default;
            }
        }
        """);

    [Fact]
    public void Silent_Shares_in_the_slots_of_an_array_that_a_loop_ends() => Flow.Check(
        """
        private readonly Shared<THal>[] _posted = new Shared<THal>[4];

        public void Open(DmaBuffer data)
        {
            for (int i = 0; i < _posted.Length; i++)
            {
                _posted[i] = new Shared<THal>(data.Slice(i * 512, 512), DeviceToDriver);
                device.Submit(_posted[i].Paddr);
            }
        }

        public void Close()
        {
            foreach (Shared<THal> posted in _posted)
            {
                posted.Unshare();
            }
        }
        """);

    [Fact]
    public void Silent_Release_in_another_part_of_the_type()
    {
        const string Map = "private PhysAddr _at; public void Map(DmaBuffer data) { _at = THal.Share(data, Both); device.Submit(_at); }";
        const string End = "using Hal; partial class Driver<THal> { public void End(DmaBuffer data) { THal.Unshare(_at, data, BufferDirection.Both); } }";

        Assert.Empty(AnalyzerRun.Run(Flow.Compile(Flow.Wrap(Map), End), [new ContractAnalyzer()]));
        Assert.Equal("HAL1002", Assert.Single(AnalyzerRun.Run(Flow.Compile(Flow.Wrap(Map)), [new ContractAnalyzer()])).Id);
    }

    [Fact]
    public void Message_Names_the_field_and_the_type() => Assert.Equal(
        "The buffer 'data', shared Both, is not unshared by any member of 'Driver', which keeps it in '_at' (contract C9)",
        Flow.MessageOf("private PhysAddr _at; public void Map(DmaBuffer data) { _at = THal.Share(data, Both); device.Submit(_at); }"));
}
