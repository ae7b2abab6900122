using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hal.Testing;
using Hal.Tests.Hals;
using Xunit;
using Fake = Hal.Testing.FakeHal<Hal.Tests.Testing.FakeHalTests>;
using OtherFake = Hal.Testing.FakeHal<Hal.Tests.Testing.FakeHalTests.OtherScope>;

namespace Hal.Tests.Testing;

/// <summary>The fake HAL, and what it sees that no wrapper can. Drivers name it by what the generator has emitted for it.</summary>
public sealed unsafe class FakeHalTests : IDisposable
{
    private readonly PinnedBuffer _memory = new(16 * 1024);

    public FakeHalTests()
    {
        Fake.Reset();
        OtherFake.Reset();
        Fake.Options = new CheckedOptions();
    }

    private DmaBuffer A => _memory.Buffer.Slice(3, 100);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void The_device_sees_what_the_direction_says()
    {
        A.AsSpan().Fill(1);
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.DriverToDevice);
        Assert.Equal(Bytes(1, 100), Read(paddr, 100));
        Fake.Binding.Unshare(paddr, A, BufferDirection.DriverToDevice);

        paddr = Fake.Binding.Share(A, BufferDirection.Both);
        Assert.Equal(Bytes(1, 100), Read(paddr, 100));
        Fake.Device.Write(paddr + 99, (byte)2);
        Fake.Binding.Unshare(paddr, A, BufferDirection.Both);
        Assert.Equal([.. Bytes(1, 99), 2], A.AsSpan().ToArray());

        paddr = Fake.Binding.Share(A, BufferDirection.DeviceToDriver);
        Fake.Device.Write(paddr, Bytes(3, 10));
        Fake.Binding.Unshare(paddr, A, BufferDirection.DeviceToDriver);
        Assert.Equal([.. Bytes(3, 10), .. Bytes(0xA5, 90)], A.AsSpan().ToArray()); // not the driver's old bytes: contract C16
        Fake.AssertClean();
    }

    [Fact]
    public void A_driver_that_reads_too_early_sees_poison()
    {
        foreach (BufferDirection direction in new[] { BufferDirection.DeviceToDriver, BufferDirection.Both })
        {
            A.AsSpan().Fill(1);
            PhysAddr paddr = Fake.Binding.Share(A, direction);
            Fake.Device.Write(paddr, Bytes(2, 100));
            Assert.Equal(Bytes(0x5A, 100), A.AsSpan().ToArray());
            Fake.Binding.Unshare(paddr, A, direction);
            Assert.Equal(Bytes(2, 100), A.AsSpan().ToArray());
        }

        PhysAddr readable = Fake.Binding.Share(A, BufferDirection.DriverToDevice);
        Assert.Equal(Bytes(2, 100), A.AsSpan().ToArray()); // reading is right here
        Fake.Binding.Unshare(readable, A, BufferDirection.DriverToDevice);
        Fake.AssertClean();
    }

    [Fact]
    public void HAL1007_the_driver_writes_a_buffer_while_it_is_shared()
    {
        foreach (BufferDirection direction in Enum.GetValues<BufferDirection>())
        {
            PhysAddr paddr = Fake.Binding.Share(A, direction);
            A[42] = 9;
            HalContractException violation = Assert.Throws<HalContractException>(() => Fake.Binding.Unshare(paddr, A, direction));
            Assert.Equal("HAL1007", violation.RuleId);
            Assert.Contains("byte 42", violation.Message);
            Assert.Equal(0, Fake.LiveShares);
        }

        Assert.Equal(["HAL1007", "HAL1007", "HAL1007"], Fake.TakeViolations().Select(violation => violation.RuleId));
        Fake.AssertClean();
    }

    [Fact]
    public void HAL1010_the_device_uses_an_address_after_Unshare()
    {
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.Both);
        Fake.Binding.Unshare(paddr, A, BufferDirection.Both);
        Assert.Equal("HAL1010", Assert.Throws<HalContractException>(() => Read(paddr, 1)).RuleId);
        Assert.Equal("HAL1010", Assert.Throws<HalContractException>(() => Fake.Device.Write(paddr + 50, (byte)1)).RuleId);
        Assert.Equal(["HAL1010", "HAL1010"], Fake.TakeViolations().Select(violation => violation.RuleId));
        Fake.AssertClean();
    }

    [Fact]
    public void HAL2008_DMA_memory_is_used_after_it_was_given_back()
    {
        var dma = new Fake.Dma(1, BufferDirection.Both);
        byte* pointer = dma.Vaddr(0);
        PhysAddr paddr = dma.Paddr;
        dma.Dispose();
        Assert.Equal(0xDD, *pointer);
        Fake.AssertClean(); // nobody has written it yet
        Assert.Equal("HAL2008", Assert.Throws<HalContractException>(() => Read(paddr, 1)).RuleId); // the device
        Fake.TakeViolations();
        pointer[17] = 1; // the driver
        HalContractException violation = Assert.Throws<HalContractException>(Fake.AssertClean);
        Assert.Equal("HAL2008", violation.RuleId);
        Assert.Contains("byte 17", violation.Message);
        Fake.TakeViolations();
        Fake.AssertClean(); // reported once
    }

    [Fact]
    public void HAL2008_is_found_when_the_memory_is_needed_again()
    {
        var dma = new Fake.Dma(1, BufferDirection.Both);
        byte* pointer = dma.Vaddr(0);
        dma.Dispose();
        pointer[0] = 1;
        Assert.Equal("HAL2008", Assert.Throws<HalContractException>(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                new Fake.Dma(1, BufferDirection.Both).Dispose();
            }
        }).RuleId);
    }

    [Fact]
    public void HAL2009_a_write_beside_DMA_memory()
    {
        var dma = new Fake.Dma(1, BufferDirection.Both);
        dma.Vaddr(0)[4096] = 1;
        HalContractException violation = Assert.Throws<HalContractException>(dma.Dispose);
        Assert.Equal("HAL2009", violation.RuleId);
        Assert.Contains("byte 0 behind its end", violation.Message);
        Fake.TakeViolations();

        using var second = new Fake.Dma(2, BufferDirection.Both);
        second.Vaddr(0)[-1] = 1;
        violation = Assert.Throws<HalContractException>(Fake.AssertClean);
        Assert.Equal("HAL2009", violation.RuleId);
        Assert.Contains("byte 1 before its start", violation.Message);
        Fake.TakeViolations();
    }

    [Fact]
    public void HAL1015_the_device_is_given_a_pointer()
    {
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.Both);
        using var dma = new Fake.Dma(1, BufferDirection.Both);
        HalContractException violation = Assert.Throws<HalContractException>(() => Read(new PhysAddr((ulong)A.Pointer + 8), 4));
        Assert.Equal("HAL1015", violation.RuleId);
        Assert.Contains((paddr + 8).ToString(), violation.Message);
        Assert.Contains(
            dma.PaddrAt(100).ToString(), Assert.Throws<HalContractException>(() => Read(new PhysAddr((ulong)dma.Vaddr(100)), 4)).Message);
        Fake.TakeViolations();
        Fake.Binding.Unshare(paddr, A, BufferDirection.Both);
    }

    [Fact]
    public void The_device_is_bounded_and_its_faults_are_kept()
    {
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.DriverToDevice);
        DeviceFaultException fault = Assert.Throws<DeviceFaultException>(() => Read(paddr + 90, 11));
        Assert.Equal((paddr + 90, 11, false), (fault.Paddr, fault.Length, fault.IsWrite));
        Assert.Contains("only 100 bytes", fault.Message);
        Assert.Throws<DeviceFaultException>(() => Read(paddr + 100, 1));
        Assert.Throws<DeviceFaultException>(() => Read(paddr - 1, 1));
        Assert.Throws<DeviceFaultException>(() => Read(new PhysAddr(0x1000), 1));
        Assert.Contains("DriverToDevice", Assert.Throws<DeviceFaultException>(() => Fake.Device.Write(paddr, (byte)1)).Message);
        using var dma = new Fake.Dma(1, BufferDirection.DriverToDevice);
        Assert.True(Assert.Throws<DeviceFaultException>(() => Fake.Device.Write(dma.Paddr, 1UL)).IsWrite);
        Assert.False(Fake.Device.TryRead(paddr + 90, new byte[11]));
        Assert.False(Fake.Device.TryWrite(paddr, new byte[1]));
        Assert.Throws<DeviceFaultException>(Fake.AssertClean);
        Assert.Empty(Fake.TakeDeviceFaults());
        Assert.Throws<DeviceFaultException>(() => Read(paddr + 100, 1));
        Assert.Single(Fake.TakeDeviceFaults());
        Fake.Binding.Unshare(paddr, A, BufferDirection.DriverToDevice);
    }

    [Fact]
    public void The_contracts_are_checked_as_by_Checked()
    {
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.DeviceToDriver);
        Assert.Equal("HAL1005", Assert.Throws<HalContractException>(() => Fake.Binding.Unshare(paddr, A, BufferDirection.Both)).RuleId);
        Assert.Equal("HAL1009", Assert.Throws<HalContractException>(() => Fake.Binding.Share(default, BufferDirection.Both)).RuleId);
        DmaAllocation memory = Fake.Binding.DmaAlloc(2, BufferDirection.Both);
        Assert.Equal("HAL2004", Assert.Throws<HalContractException>(() => Fake.Binding.DmaDealloc(memory.Paddr, memory.Vaddr, 1)).RuleId);
        paddr = Fake.Binding.Share(A, BufferDirection.Both);
        Fake.TakeViolations();
        Assert.Equal("HAL1002", Assert.Throws<HalContractException>(Fake.AssertClean).RuleId);
        Assert.Equal(HeldKind.Share, Assert.Single(Fake.Held()).Kind);
        Assert.Equal((1, 0), (Fake.LiveShares, Fake.LiveAllocations));
        Fake.Binding.Abandoned(paddr);
        Fake.TakeViolations();
        Fake.AssertClean();
    }

    [Fact]
    public void HAL1013_between_scopes_and_between_the_fake_and_its_checked_form()
    {
        PhysAddr paddr = OtherFake.Binding.Share(A, BufferDirection.Both);
        HalContractException violation = Assert.Throws<HalContractException>(() => Fake.Binding.Unshare(paddr, A, BufferDirection.Both));
        Assert.Equal("HAL1013", violation.RuleId);
        Assert.Contains("FakeHal<OtherScope>", violation.Message);
        OtherFake.Binding.Unshare(paddr, A, BufferDirection.Both);

        paddr = Fake.Binding.Share(A, BufferDirection.Both);
        Assert.Equal(
            "HAL1013", Assert.Throws<HalContractException>(() => Checked<Fake.Binding>.Unshare(paddr, A, BufferDirection.Both)).RuleId);
        Fake.Binding.Unshare(paddr, A, BufferDirection.Both);
        Fake.TakeViolations();
        Fake.AssertClean();
    }

    [Fact]
    public void Under_Checked_the_fake_has_nothing_to_say()
    {
        Checked<Fake.Binding>.Reset();
        Fake.Options = new CheckedOptions();
        PhysAddr paddr = Checked<Fake.Binding>.Share(A, BufferDirection.Both);
        Assert.Equal(
            "HAL1005",
            Assert.Throws<HalContractException>(() => Checked<Fake.Binding>.Unshare(paddr, A, BufferDirection.DeviceToDriver)).RuleId);
        Checked<Fake.Binding>.Unshare(paddr, A, BufferDirection.Both); // silent, and ends it
        new Dma<Checked<Fake.Binding>>(2, BufferDirection.Both).Dispose();
        Checked<Fake.Binding>.AssertNothingHeld();
        Fake.AssertClean();
    }

    [Fact]
    public void Addresses_are_never_pointers_and_never_used_again()
    {
        var seen = new HashSet<ulong>();
        for (int i = 0; i < 5000; i++)
        {
            DmaBuffer buffer = _memory.Buffer.Slice(i % 100, 1 + (i % 1000));
            PhysAddr paddr = Fake.Binding.Share(buffer, BufferDirection.Both);
            Assert.True(paddr.Value >= 1UL << 62);
            Assert.True(seen.Add(paddr.Value));
            Fake.Binding.Unshare(paddr, buffer, BufferDirection.Both);
            if (i % 1000 == 0)
            {
                Fake.Reset();
            }
        }

        PhysAddr other = OtherFake.Binding.Share(A, BufferDirection.Both);
        Assert.True(Math.Abs((double)other.Value - seen.Max()) > 1UL << 40); // a range of its own
        OtherFake.Binding.Unshare(other, A, BufferDirection.Both);
    }

    [Fact]
    public void The_fault_script_says_which_calls_fail()
    {
        Fake.Faults.FailAllocation(nth: 2);
        using (var first = new Fake.Dma(1, BufferDirection.Both))
        {
            Assert.Throws<DmaException>(() => new Fake.Dma(1, BufferDirection.Both));
            Assert.True(Fake.Dma.TryCreate(1, BufferDirection.Both, out Fake.Dma? third));
            third.Dispose();
        }

        Fake.Faults.FailAllocation(count: int.MaxValue);
        Assert.False(Fake.Dma.TryCreate(1, BufferDirection.Both, out _));
        Assert.False(Fake.Dma.TryCreate(1, BufferDirection.Both, out _));
        Fake.Faults.Clear();
        Fake.Faults.FailDeallocation(status: 5);
        var dma = new Fake.Dma(1, BufferDirection.Both);
        Assert.Contains("5", Assert.Throws<DmaException>(dma.Dispose).Message);

        Fake.Faults.FailShare(nth: 2, count: 2);
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.Both);
        DmaBuffer other = _memory.Buffer.Slice(1000, 10);
        Assert.Throws<DmaException>(() => Fake.Binding.Share(other, BufferDirection.Both));
        Assert.Throws<DmaException>(() => Fake.Binding.Share(other, BufferDirection.Both));
        Fake.Binding.Unshare(Fake.Binding.Share(other, BufferDirection.Both), other, BufferDirection.Both);
        Fake.Faults.FailShare(exception: new TimeoutException());
        Assert.Throws<TimeoutException>(() => Fake.Binding.Share(other, BufferDirection.Both));
        Fake.Binding.Unshare(paddr, A, BufferDirection.Both);
        Fake.AssertClean();

        Assert.Throws<ArgumentOutOfRangeException>(() => Fake.Faults.FailAllocation(nth: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fake.Faults.FailShare(count: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fake.Faults.FailDeallocation(status: 0));
    }

    [Fact]
    public void DMA_memory_is_seen_by_both_sides_at_once()
    {
        using var dma = new Fake.Dma(2, BufferDirection.Both);
        *dma.Pointer<uint>(4096) = 0x12345678;
        Assert.Equal(0x12345678u, Fake.Device.Read<uint>(dma.PaddrAt(4096)));
        Fake.Device.Write(dma.PaddrAt(8), 0x1122334455667788UL);
        Assert.Equal(0x1122334455667788UL, *dma.Pointer<ulong>(8));
        Assert.Throws<DeviceFaultException>(() => Fake.Device.Read<ulong>(dma.PaddrAt(8188)));
        Fake.TakeDeviceFaults();
        Fake.Device.Write(dma.PaddrAt(3), (ushort)0xABCD); // at an odd address too
        Assert.Equal(0xABCD, Fake.Device.Read<ushort>(dma.PaddrAt(3)));
        Assert.Equal((Guid.Empty, (byte)0), (Fake.Device.Read<Guid>(dma.PaddrAt(100)), Fake.Device.Read<byte>(dma.PaddrAt(7))));
    }

    [Fact]
    public void A_ring_works_between_two_threads()
    {
        const int Count = 20_000;
        using var ring = new Fake.Dma(1, BufferDirection.Both);
        ushort* index = ring.Pointer<ushort>(0);
        ulong* entries = ring.Pointer<ulong>(64);
        PhysAddr paddr = ring.Paddr;
        Crowd.Run(2, thread =>
        {
            for (int i = 1; i <= Count; i++)
            {
                if (thread == 0)
                {
                    SpinUntil(() => Volatile.Read(ref index[1]) == (ushort)(i - 1)); // the device has taken the last one
                    entries[i % 32] = (ulong)i;
                    Volatile.Write(ref *index, (ushort)i);
                }
                else
                {
                    SpinUntil(() => Fake.Device.Read<ushort>(paddr) == (ushort)i);
                    Assert.Equal((ulong)i, Fake.Device.Read<ulong>(paddr + (ulong)(64 + (i % 32 * 8))));
                    Fake.Device.Write(paddr + 2, (ushort)i);
                }
            }
        });

        static void SpinUntil(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, 20_000));
    }

    [Fact]
    public void Registers_are_mapped_by_address()
    {
        FakeRegisters registers = Fake.AddRegisters(4100);
        MmioRegion driver = MmioRegion.Map<Fake.Binding>(registers.Paddr, 4100);
        driver.Write32(4096, 7);
        Assert.Equal(7u, registers.Device.Read32(4096));
        registers.Device.Write16(2, 3);
        Assert.Equal(3, MmioRegion.Map<Fake.Binding>(registers.Paddr + 2, 2).Read16(0));
        Assert.Throws<HalException>(() => MmioRegion.Map<Fake.Binding>(registers.Paddr, 4101));
        Assert.Throws<HalException>(() => MmioRegion.Map<Fake.Binding>(new PhysAddr(0xfe000000), 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fake.AddRegisters(0));
        Assert.Equal("HAL3004", Assert.Throws<HalContractException>(() => Fake.Binding.MmioPhysToVirt(registers.Paddr, 0)).RuleId);
        Assert.Equal(
            "HAL3003",
            Assert.Throws<HalContractException>(
                () => Fake.Binding.Share(new DmaBuffer(Fake.Binding.MmioPhysToVirt(registers.Paddr, 8), 8), BufferDirection.Both)).RuleId);
        Fake.TakeViolations();
    }

    [Fact]
    public void A_mistake_on_the_devices_thread_fails_the_test_at_its_end()
    {
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.Both);
        Fake.Binding.Unshare(paddr, A, BufferDirection.Both);
        var device = new Thread(() =>
        {
            try
            {
                Read(paddr, 1);
            }
            catch (HalContractException)
            {
                // a device model that survives everything
            }
        });
        device.Start();
        device.Join();
        HalContractException violation = Assert.Throws<HalContractException>(Fake.AssertClean);
        Assert.Equal("HAL1010", violation.RuleId);
        Assert.IsType<HalContractException>(violation.InnerException); // where it was first thrown
    }

    [Fact]
    public void Scopes_work_in_parallel()
    {
        Crowd.Run(4, thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                switch (thread)
                {
                    case 0: Use<FakeHal<int>.Binding>(FakeHal<int>.Device); break;
                    case 1: Use<FakeHal<string>.Binding>(FakeHal<string>.Device); break;
                    default: Use<FakeHal<long>.Binding>(FakeHal<long>.Device); break; // one scope by two threads
                }
            }
        });
        FakeHal<int>.AssertClean();
        FakeHal<string>.AssertClean();
        FakeHal<long>.AssertClean();

        static void Use<THal>(FakeDevice device)
            where THal : struct, IHal
        {
            using var buffer = new PinnedBuffer(64);
            var shared = new Shared<THal>(buffer.Buffer, BufferDirection.DeviceToDriver);
            device.Write(shared.Paddr, Bytes(4, 64));
            shared.Unshare();
            Assert.Equal(Bytes(4, 64), buffer.Buffer.AsSpan().ToArray());
        }
    }

    [Fact]
    public void Options_keep_what_is_the_fakes_own()
    {
        Fake.Options = new CheckedOptions { ThrowOnViolation = false, ComparedBytes = 100, CheckHal = true };
        Assert.Equal((false, 0, false), (Fake.Options.ThrowOnViolation, Fake.Options.ComparedBytes, Fake.Options.CheckHal));
        PhysAddr paddr = Fake.Binding.Share(A, BufferDirection.Both);
        Fake.Binding.Unshare(paddr, A, BufferDirection.DeviceToDriver);
        Assert.Throws<DeviceFaultException>(() => Read(paddr, 1)); // a mistake that only counts still does not give the device memory
        Assert.Equal(["HAL1005", "HAL1010"], Fake.TakeViolations().Select(violation => violation.RuleId));
        Assert.Throws<ArgumentNullException>(() => Fake.Options = null!);
    }

    private static byte[] Read(PhysAddr paddr, int length)
    {
        byte[] bytes = new byte[length];
        Fake.Device.Read(paddr, bytes);
        return bytes;
    }

    private static byte[] Bytes(byte value, int count) => Enumerable.Repeat(value, count).ToArray();

    internal sealed class OtherScope;
}
