using System;
using System.Runtime.CompilerServices;
using Hal.Tests.Hals;
using Xunit;
using TestHal = Hal.Tests.Hals.HeapHal<Hal.Tests.Core.SharedTests>;

namespace Hal.Tests.Core;

public sealed unsafe class SharedTests : IDisposable
{
    private readonly PinnedBuffer _memory = new(64);

    public SharedTests() => TestHal.Reset();

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void A_share_keeps_what_Unshare_needs()
    {
        var shared = new Shared<TestHal>(_memory.Buffer, BufferDirection.DeviceToDriver);
        Assert.Equal(TestHal.BusAddress(_memory.Buffer.Pointer), shared.Paddr);
        Assert.Equal(_memory.Buffer, shared.Buffer);
        Assert.Equal(BufferDirection.DeviceToDriver, shared.Direction);
        shared.Unshare();
        Assert.Equal((1, 1), (TestHal.Shares, TestHal.Unshares));
    }

    [Fact]
    public void A_share_is_no_larger_than_its_parts() => Assert.Equal(32, Unsafe.SizeOf<Shared<TestHal>>());

    [Fact]
    public void An_empty_buffer_is_refused_before_the_HAL_is_called()
    {
        Assert.Equal("buffer", Assert.Throws<ArgumentException>(() => new Shared<TestHal>(default, BufferDirection.Both)).ParamName);
        Assert.Throws<ArgumentException>(() =>
        {
            using var scope = new SharedScope<TestHal>(default, BufferDirection.Both);
        });
        Assert.Equal((0, 0), (TestHal.Shares, TestHal.Unshares));
    }

    [Fact]
    public void A_refused_share_holds_nothing()
    {
        TestHal.RefuseShares = true;
        Assert.Throws<DmaException>(() =>
        {
            using var scope = new SharedScope<TestHal>(_memory.Buffer, BufferDirection.Both);
        });
        Assert.Equal(0, TestHal.Unshares);
    }

    [Fact]
    public void Default_values_do_nothing()
    {
        default(Shared<TestHal>).Unshare();
        SharedScope<TestHal> scope = default;
        scope.Dispose();
        scope.Abandon();
        Assert.True(scope.Detach().Buffer.IsEmpty);
        Assert.Equal(0, TestHal.Unshares);
        Assert.Empty(TestHal.AbandonedAddresses);
    }

    [Fact]
    public void A_scope_ends_its_share_once()
    {
        var scope = new SharedScope<TestHal>(_memory.Buffer, BufferDirection.Both);
        Assert.Equal(TestHal.BusAddress(_memory.Buffer.Pointer), scope.Paddr);
        Assert.Equal(_memory.Buffer, scope.Buffer);
        Assert.Equal(BufferDirection.Both, scope.Direction);
        scope.Dispose();
        scope.Dispose();
        Assert.Equal((1, 1), (TestHal.Shares, TestHal.Unshares));
    }

    [Fact]
    public void A_detached_share_is_the_callers()
    {
        Shared<TestHal> shared;
        using (var scope = new SharedScope<TestHal>(_memory.Buffer, BufferDirection.Both))
        {
            shared = scope.Detach();
            Assert.Equal(shared.Paddr, scope.Paddr); // still readable
            Assert.True(scope.Detach().Buffer.IsEmpty); // but handed out once
        }

        Assert.Equal(0, TestHal.Unshares);
        shared.Unshare();
        Assert.Equal(1, TestHal.Unshares);
    }

    [Fact]
    public void An_abandoned_scope_tells_the_HAL_and_does_not_unshare()
    {
        PhysAddr paddr;
        using (var scope = new SharedScope<TestHal>(_memory.Buffer, BufferDirection.Both))
        {
            paddr = scope.Paddr;
            scope.Abandon();
            scope.Abandon();
        }

        Assert.Equal(0, TestHal.Unshares);
        Assert.Equal(paddr, Assert.Single(TestHal.AbandonedAddresses));
    }

    [Fact]
    public void Abandon_by_address_tells_the_HAL()
    {
        DmaOwnership.Abandon<TestHal>(new PhysAddr(0x42));
        Assert.Equal(new PhysAddr(0x42), Assert.Single(TestHal.AbandonedAddresses));
    }
}
