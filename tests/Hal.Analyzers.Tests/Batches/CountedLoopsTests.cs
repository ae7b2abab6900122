using Xunit;

namespace Hal.Analyzers.Tests.Batches;

/// <summary>Two loops over one array: what the first acquires the others release, or an element is left out for all to see.</summary>
public sealed class CountedLoopsTests
{
    [Theory]
    [InlineData("for (int k = 0; k < 7; k++) { at[k].Unshare(); }", "at[7]")]
    [InlineData("for (int k = 1; k < 8; k++) { at[k].Unshare(); }", "at[0]")]
    [InlineData("for (int k = 7; k > 0; k--) { at[k].Unshare(); }", "at[0]")]
    [InlineData("for (int k = 0; k < at.Length - 1; k++) { at[k].Unshare(); }", "at[7]")]
    [InlineData("for (int k = 0; k <= 6; ++k) { at[k].Unshare(); }", "at[7]")]
    [InlineData("for (int k = 0; 7 > k; k += 1) { at[k].Unshare(); }", "at[7]")]
    [InlineData("for (int k = 0; k < 8; k += 2) { at[k].Unshare(); }", "at[1]")]
    [InlineData("for (int k = 0; k < 7; k += 2) { at[k + 1].Unshare(); }", "at[0]")]
    [InlineData("int k = 1; while (k < 8) { at[k].Unshare(); k++; }", "at[0]")]
    [InlineData("at[0].Unshare(); at[7].Unshare();", "at[1]")]
    [InlineData("foreach (Shared<THal> one in at) { Log.Address(one.Paddr); }", "at[0]")]
    [InlineData("if (device.Ready) { at[3].Unshare(); }", "at[0]")]
    public void Diagnostics_An_element_that_every_release_leaves_out(string releases, string element) => Assert.Equal(
        $"The buffer 'parts[i]', shared Both, is not unshared in '{element}', which every release leaves out (contract C9)",
        Flow.MessageOf(
            $$"""
            void Run(DmaBuffer[] parts)
            {
                var at = new Shared<THal>[8];
                for (int i = 0; i < 8; i++)
                {
                    at[i] = new Shared<THal>(parts[i], Both);
                    device.Submit(at[i].Paddr);
                }

                {{releases}}
            }
            """));

    [Theory]
    [InlineData("for (int k = 0; k < 8; k++) { at[k].Unshare(); }")]
    [InlineData("for (int k = 7; k >= 0; k--) { at[k].Unshare(); }")]
    [InlineData("for (int k = 8; k-- > 0;) { at[k].Unshare(); }")]
    [InlineData("for (int k = 0; k < at.Length; k++) { at[k].Unshare(); }")]
    [InlineData("for (int k = 1; k <= 8; k++) { at[k - 1].Unshare(); }")]
    [InlineData("for (int k = 0; k < 8; k += 2) { at[k].Unshare(); at[k + 1].Unshare(); }")]
    [InlineData("for (int k = 0; k < 4; k++) { at[k].Unshare(); } for (int k = 4; k < 8; k++) { at[k].Unshare(); }")]
    [InlineData("at[0].Unshare(); for (int k = 1; k < 8; k++) { at[k].Unshare(); }")]
    [InlineData("foreach (Shared<THal> one in at) { one.Unshare(); }")]
    [InlineData("foreach (ref Shared<THal> one in at.AsSpan()) { one.Unshare(); }")]
    [InlineData("Array.ForEach(at, one => one.Unshare());")]
    [InlineData("for (int k = 0; k < 8 && device.Ready; k++) { at[k].Unshare(); }")]
    [InlineData("for (int k = 0; k < 8; k++) { Shared<THal> one = at[k]; one.Unshare(); }")]
    [InlineData("while (device.Start(default, 0) is var k and >= 0) { at[k].Unshare(); }")]
    [InlineData("for (int k = 0; k < 7; k++) { at[k].Unshare(); k = device.Start(default, 0); }")]
    [InlineData("End(at);")]
    [InlineData("kept = at;")]
    [InlineData("while (true) { device.Poll(); }")]
    public void Valid_Every_element_is_released_or_may_be(string releases) => Flow.Check(
        $$"""
        Shared<THal>[] kept = [];
        void End(Shared<THal>[] shares) { foreach (Shared<THal> one in shares) { one.Unshare(); } foreach (Shared<THal> one in kept) { one.Unshare(); } }

        void Run(DmaBuffer[] parts)
        {
            var at = new Shared<THal>[8];
            for (int i = 0; i < 8; i++)
            {
                at[i] = new Shared<THal>(parts[i], Both);
                device.Submit(at[i].Paddr);
            }

            {{releases}}
        }
        """);

    [Theory]
    [InlineData("for (int k = 0; k < n - 1; k++) { at[k].Dispose(); }")]
    [InlineData("for (int k = 1; k < n; k++) { at[k].Dispose(); }")]
    [InlineData("for (int k = n - 1; k > 0; k--) { at[k].Dispose(); }")]
    public void Diagnostics_Bounds_that_are_not_known_but_differ(string releases) => Flow.Check(
        $$"""
        void Run(int n)
        {
            var at = new Dma<THal>[n];
            for (int i = 0; i < n; i++)
            {
                at[i] = new Dma<THal>(1, Both); //! HAL2002
            }

            {{releases}}
        }
        """);

    [Theory]
    [InlineData("for (int k = 0; k < at.Length; k++) { at[k].Dispose(); }")]
    [InlineData("for (int k = 0; k < m; k++) { at[k].Dispose(); }")]
    [InlineData("n--; for (int k = 0; k < n; k++) { at[k].Dispose(); }")]
    public void Valid_Bounds_that_may_be_the_same(string releases) => Flow.Check(
        $$"""
        void Run(int n, int m)
        {
            var at = new Dma<THal>[n];
            for (int i = 0; i < n; i++)
            {
                at[i] = new Dma<THal>(1, Both);
            }

            {{releases}}
        }
        """);

    [Fact]
    public void Diagnostics_An_element_that_was_shared_by_itself() => Flow.Check(
        """
        void Run(DmaBuffer first, DmaBuffer second)
        {
            var at = new PhysAddr[2];
            at[0] = THal.Share(first, Both);
            if (device.Ready)
            {
                at[1] = THal.Share(second, Both); //! HAL1002
            }

            THal.Unshare(at[0], first, Both);
        }
        """);

    [Theory]
    [InlineData("THal.Unshare(at[0], first, Both); if (at[1] != default) { THal.Unshare(at[1], second, Both); }")]
    [InlineData("PhysAddr other = at[1]; THal.Unshare(at[0], first, Both); THal.Unshare(other, second, Both);")]
    [InlineData("for (int i = 0; i < 2; i++) { THal.Unshare(at[i], i == 0 ? first : second, Both); }")]
    [InlineData("kept = at;")]
    public void Valid_Elements_that_were_shared_by_themselves(string releases) => Flow.Check(
        $$"""
        PhysAddr[] kept = [];
        void Stop() { foreach (PhysAddr one in kept) { DmaOwnership.Abandon<THal>(one); } }

        void Run(DmaBuffer first, DmaBuffer second)
        {
            var at = new PhysAddr[2];
            at[0] = THal.Share(first, Both);
            if (device.Ready)
            {
                at[1] = THal.Share(second, Both);
            }

            {{releases}}
        }
        """);

    [Theory]
    [InlineData("if (parts[i].Length > 64) { at[i] = new Shared<THal>(parts[i], Both); }")]
    [InlineData("if (parts[i].Length == 0) { continue; } at[i] = new Shared<THal>(parts[i], Both);")]
    public void Valid_Elements_that_may_not_be_acquired(string acquires) => Flow.Check(
        $$"""
        void Run(DmaBuffer[] parts)
        {
            var at = new Shared<THal>[8];
            for (int i = 0; i < 8; i++)
            {
                {{acquires}}
            }

            for (int i = 1; i < 8; i++)
            {
                at[i].Unshare();
            }
        }
        """);
}
