using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>Correct code in the idioms that drivers are written in, each within one method: no rule says anything.</summary>
public sealed class SilenceTests
{
    [Fact]
    public void Valid_Try_finally() => Flow.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                if (!device.Submit(paddr))
                {
                    return false;
                }

                device.Wait(100);
                return true;
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_Nested_finally() => Flow.Check(
        """
        bool Exchange(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice);
            try
            {
                PhysAddr second = THal.Share(reply, DeviceToDriver);
                try
                {
                    return device.Submit(first) && device.Submit(second);
                }
                finally
                {
                    THal.Unshare(second, reply, DeviceToDriver);
                }
            }
            finally
            {
                THal.Unshare(first, request, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_Finally_that_asks_a_sentinel() => Flow.Check(
        """
        bool Exchange(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = default;
            PhysAddr second = default;
            try
            {
                first = THal.Share(request, DriverToDevice);
                second = THal.Share(reply, DeviceToDriver);
                return device.Submit(first) && device.Submit(second);
            }
            finally
            {
                if (second != default)
                {
                    THal.Unshare(second, reply, DeviceToDriver);
                }

                if (first != default)
                {
                    THal.Unshare(first, request, DriverToDevice);
                }
            }
        }
        """);

    [Fact]
    public void Valid_Using() => Flow.Check(
        """
        bool Exchange(DmaBuffer request, DmaBuffer reply)
        {
            using var ring = new Dma<THal>(1, Both);
            using (var first = new SharedScope<THal>(request, DriverToDevice))
            using (var second = new SharedScope<THal>(reply, DeviceToDriver))
            {
                if (!device.Submit(first.Paddr))
                {
                    return false;
                }

                device.Program(ring.PaddrAt(64), 64);
                return device.Submit(second.Paddr);
            }
        }
        """);

    [Fact]
    public void Valid_Catch_and_rethrow() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
                device.Wait(100);
            }
            catch
            {
                device.Reset();
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Catch_with_a_filter() => Flow.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                return false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return true;
        }
        """);

    [Fact]
    public void Valid_Exception_that_becomes_another() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            catch (TimeoutException exception)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw new InvalidOperationException("the device is stuck", exception);
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Lock() => Flow.Check(
        """
        readonly object gate = new();

        bool Send(DmaBuffer buffer)
        {
            lock (gate)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                bool sent = device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice);
                return sent;
            }
        }
        """);

    [Fact]
    public void Valid_Goto_cleanup() => Flow.Check(
        """
        int Exchange(DmaBuffer request, DmaBuffer reply)
        {
            int error = -5;
            PhysAddr first = THal.Share(request, DriverToDevice);
            if (!device.Submit(first))
            {
                goto undoFirst;
            }

            PhysAddr second = THal.Share(reply, DeviceToDriver);
            if (!device.Submit(second))
            {
                goto undoSecond;
            }

            error = 0;
        undoSecond:
            THal.Unshare(second, reply, DeviceToDriver);
        undoFirst:
            THal.Unshare(first, request, DriverToDevice);
            return error;
        }
        """);

    [Fact]
    public void Valid_Retry_loop() => Flow.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            for (int attempt = 0; attempt < 3; attempt++)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                bool sent = device.Submit(paddr) && device.Wait(100);
                THal.Unshare(paddr, buffer, DriverToDevice);
                if (sent)
                {
                    return true;
                }
            }

            return false;
        }
        """);

    [Fact]
    public void Valid_Retry_on_exception() => Flow.Check(
        """
        PhysAddr Map(DmaBuffer buffer)
        {
            while (true)
            {
                try
                {
                    return THal.Share(buffer, DriverToDevice);
                }
                catch (DmaException)
                {
                    device.Wait(1);
                }
            }
        }
        """);

    [Fact]
    public void Valid_Polling_loop() => Flow.Check(
        """
        bool Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            bool done = false;
            for (int i = 0; i < 1000 && !done; i++)
            {
                done = device.Poll();
                Thread.SpinWait(20);
            }

            THal.Unshare(paddr, buffer, DeviceToDriver);
            return done;
        }
        """);

    [Fact]
    public void Valid_Pipelined_loop() => Flow.Check(
        """
        void SendAll(DmaBuffer[] buffers)
        {
            PhysAddr previous = default;
            DmaBuffer last = default;
            foreach (DmaBuffer buffer in buffers)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                device.Submit(paddr);
                if (previous != default)
                {
                    THal.Unshare(previous, last, DriverToDevice);
                }

                previous = paddr;
                last = buffer;
            }

            if (previous != default)
            {
                device.Wait(100);
                THal.Unshare(previous, last, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_Endless_loop_with_a_return() => Flow.Check(
        """
        int Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            while (true)
            {
                int status = device.Start(paddr, buffer.Length);
                if (status >= 0)
                {
                    THal.Unshare(paddr, buffer, DeviceToDriver);
                    return status;
                }

                device.Wait(10);
            }
        }
        """);

    [Fact]
    public void Valid_Arrays_of_shares() => Flow.Check(
        """
        void SendAll(DmaBuffer[] buffers)
        {
            var addresses = new PhysAddr[buffers.Length];
            for (int i = 0; i < buffers.Length; i++)
            {
                addresses[i] = THal.Share(buffers[i], DriverToDevice);
                device.Submit(addresses[i]);
            }

            device.Wait(100);
            for (int i = 0; i < buffers.Length; i++)
            {
                THal.Unshare(addresses[i], buffers[i], DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_List_of_shares() => Flow.Check(
        """
        void SendAll(IEnumerable<DmaBuffer> buffers)
        {
            var shares = new List<Shared<THal>>();
            foreach (DmaBuffer buffer in buffers)
            {
                var share = new Shared<THal>(buffer, DriverToDevice);
                shares.Add(share);
                device.Submit(share.Paddr);
            }

            device.Wait(100);
            foreach (Shared<THal> share in shares)
            {
                share.Unshare();
            }
        }
        """);

    [Fact]
    public void Valid_Unwinding_a_partly_built_batch() => Flow.Check(
        """
        bool SendAll(DmaBuffer[] buffers)
        {
            var addresses = new PhysAddr[buffers.Length];
            int shared = 0;
            for (; shared < buffers.Length; shared++)
            {
                addresses[shared] = THal.Share(buffers[shared], DriverToDevice);
                if (!device.Submit(addresses[shared]))
                {
                    break;
                }
            }

            bool complete = shared == buffers.Length;
            if (!complete)
            {
                shared++;
            }

            while (--shared >= 0)
            {
                THal.Unshare(addresses[shared], buffers[shared], DriverToDevice);
            }

            return complete;
        }
        """);

    [Fact]
    public void Valid_Kept_in_a_field_or_table_and_released_elsewhere() => Flow.Check(
        """
        PhysAddr pending;
        DmaBuffer pendingBuffer;
        readonly Dictionary<ulong, DmaBuffer> table = new();
        readonly Shared<THal>[] slots = new Shared<THal>[8];

        void Submit(DmaBuffer first, DmaBuffer second, DmaBuffer third, int slot)
        {
            pending = THal.Share(first, DriverToDevice);
            pendingBuffer = first;
            PhysAddr paddr = THal.Share(second, DriverToDevice);
            table.Add(paddr.Value, second);
            slots[slot] = new Shared<THal>(third, DeviceToDriver);
            device.Submit(slots[slot].Paddr);
        }

        void Complete(ulong id, int slot)
        {
            THal.Unshare(pending, pendingBuffer, DriverToDevice);
            if (table.Remove(id, out DmaBuffer buffer))
            {
                THal.Unshare(new PhysAddr(id), buffer, DriverToDevice);
            }

            slots[slot].Unshare();
            slots[slot] = default;
        }
        """);

    [Fact]
    public void Valid_Returned_and_out_shares() => Flow.Check(
        """
        PhysAddr Map(DmaBuffer buffer) => THal.Share(buffer, DriverToDevice);

        bool TryMap(DmaBuffer buffer, out PhysAddr paddr)
        {
            paddr = default;
            if (buffer.IsEmpty)
            {
                return false;
            }

            paddr = THal.Share(buffer, DriverToDevice);
            return true;
        }

        (PhysAddr, DmaBuffer) MapPair(DmaBuffer buffer) => (THal.Share(buffer, Both), buffer);

        Shared<THal> MapValue(DmaBuffer buffer) => new(buffer, Both);
        """);

    [Fact]
    public void Valid_A_queue_takes_address_and_buffer() => Flow.Check(
        """
        bool Submit(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            queue.Add(paddr, buffer);
            device.Kick();
            return true;
        }
        """);

    [Fact]
    public void Valid_A_queue_that_may_refuse() => Flow.Check(
        """
        bool Submit(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!queue.TryAdd(paddr, buffer))
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                return false;
            }

            device.Kick();
            return true;
        }
        """);

    [Fact]
    public void Valid_A_queue_that_returns_an_error() => Flow.Check(
        """
        int Submit(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            int error = queue.AddOrError(paddr, buffer);
            if (error < 0)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }

            return error;
        }
        """);

    [Fact]
    public void Valid_A_queue_that_is_drained() => Flow.Check(
        """
        void Complete()
        {
            while (queue.TryPop(out PhysAddr paddr, out DmaBuffer buffer))
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Valid_Local_functions() => Flow.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!device.Submit(paddr))
            {
                Finish();
                return false;
            }

            device.Wait(100);
            Finish();
            return true;

            void Finish() => THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Lambda_that_completes_later() => Flow.Check(
        """
        void Start(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.OnCompleted(() => THal.Unshare(paddr, buffer, DeviceToDriver));
            device.Submit(paddr);
        }
        """);

    [Fact]
    public void Valid_Async() => Flow.CheckFile(
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Devices;
        using Hal;

        class Reader<THal>(Device device) where THal : struct, IHal
        {
            public async Task<bool> ReadAsync(DmaBuffer buffer, CancellationToken cancellation)
            {
                var share = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
                try
                {
                    device.Submit(share.Paddr);
                    return await device.DoneAsync(cancellation);
                }
                catch (OperationCanceledException)
                {
                    device.Reset();
                    return false;
                }
                finally
                {
                    share.Unshare();
                }
            }
        }
        """);

    [Fact]
    public void Valid_Iterator() => Flow.CheckFile(
        """
        using System.Collections.Generic;
        using Devices;
        using Hal;

        class Reader<THal>(Device device) where THal : struct, IHal
        {
            public IEnumerable<int> Statuses(DmaBuffer[] buffers)
            {
                foreach (DmaBuffer buffer in buffers)
                {
                    PhysAddr paddr = THal.Share(buffer, BufferDirection.DeviceToDriver);
                    try
                    {
                        yield return device.Start(paddr, buffer.Length);
                    }
                    finally
                    {
                        THal.Unshare(paddr, buffer, BufferDirection.DeviceToDriver);
                    }
                }
            }
        }
        """);

    [Fact]
    public void Valid_The_same_condition_at_share_and_unshare() => Flow.Check(
        """
        void Send(DmaBuffer buffer, bool dma)
        {
            PhysAddr paddr = default;
            if (dma)
            {
                paddr = THal.Share(buffer, DriverToDevice);
            }

            device.Wait(100);
            if (dma)
            {
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_The_same_comparison_at_share_and_unshare() => Flow.Check(
        """
        enum Mode
        {
            Pio,
            Dma,
        }

        readonly Mode mode;

        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = mode == Mode.Dma && buffer.Length > 64 ? THal.Share(buffer, DriverToDevice) : default;
            device.Kick();
            if (mode == Mode.Dma && buffer.Length > 64)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_A_flag() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            bool shared = false;
            PhysAddr paddr = default;
            if (device.Ready)
            {
                paddr = THal.Share(buffer, DriverToDevice);
                shared = true;
                device.Submit(paddr);
            }

            device.Kick();
            if (shared)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_Default_null_and_zero_as_sentinels() => Flow.Check(
        """
        void Send(DmaBuffer a, DmaBuffer b, DmaBuffer c)
        {
            PhysAddr first = default;
            PhysAddr? second = null;
            ulong third = 0;
            if (device.Ready)
            {
                first = THal.Share(a, DriverToDevice);
                second = THal.Share(b, DriverToDevice);
                third = THal.Share(c, DriverToDevice).Value;
            }

            device.Kick();
            if (first.Value != 0)
            {
                THal.Unshare(first, a, DriverToDevice);
            }

            if (second is { } paddr)
            {
                THal.Unshare(paddr, b, DriverToDevice);
            }

            if (third > 0)
            {
                THal.Unshare(new PhysAddr(third), c, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_Try_methods() => Flow.Check(
        """
        bool Start()
        {
            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
            {
                return false;
            }

            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? other))
            {
                ring.Dispose();
                return false;
            }

            device.Program(ring.Paddr, 4096);
            device.Program(other.Paddr, 4096);
            device.Reset();
            other.Dispose();
            ring.Dispose();
            return true;
        }
        """);

    [Fact]
    public void Valid_Equal_expressions_computed_twice() => Flow.Check(
        """
        void Send(byte* data, int index, int size, bool write)
        {
            PhysAddr paddr = THal.Share(new DmaBuffer(data + (index * size), size), write ? DriverToDevice : DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, new DmaBuffer(data + (index * size), size), write ? DriverToDevice : DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Aliases() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            PhysAddr same = paddr;
            DmaBuffer copy = buffer;
            var pair = (same, copy);
            device.Submit(pair.same);
            THal.Unshare(pair.same, pair.copy, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Disjoint_slices() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer)
        {
            DmaBuffer header = buffer.Slice(0, 16);
            DmaBuffer data = buffer.Slice(16, 512);
            DmaBuffer status = buffer.Slice(528, 1);
            status[0] = 0xff;
            using var first = new SharedScope<THal>(header, DriverToDevice);
            using var second = new SharedScope<THal>(data, DeviceToDriver);
            using var third = new SharedScope<THal>(status, DeviceToDriver);
            device.Submit(first.Paddr);
            device.Submit(second.Paddr);
            device.Submit(third.Paddr);
        }
        """);

    [Fact]
    public void Valid_Address_arithmetic_for_descriptors() => Flow.Check(
        """
        void Send(Ring ring, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            for (int i = 0; i < 4; i++)
            {
                ring.Descriptors[i].Address = (paddr + (i * 512)).Value;
                ring.Descriptors[i].Length = 512;
            }

            ring.Post(4, paddr + 2048, 16);
            ring.Doorbell();
            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_End_pointers() => Flow.Check(
        """
        int Sum(Dma<THal> ring, DmaBuffer buffer)
        {
            int sum = 0;
            for (byte* p = buffer.Pointer, end = buffer.Pointer + buffer.Length; p < end; p++)
            {
                sum += *p;
            }

            byte* start = ring.Vaddr(0);
            byte* limit = start + ring.Length;
            while (start < limit)
            {
                sum += *start++;
            }

            return sum;
        }
        """);

    [Fact]
    public void Valid_Bump_allocator() => Flow.Check(
        """
        readonly Dma<THal> region = new(4, Both);
        nuint used;

        DmaBuffer Take(int length)
        {
            nuint offset = used;
            used += (nuint)length;
            if (used > region.Length)
            {
                throw new OutOfMemoryException();
            }

            return region.Slice(offset, length);
        }
        """);

    [Fact]
    public void Valid_Bounce_buffer() => Flow.Check(
        """
        readonly Dma<THal> bounce = new(1, Both);

        void Send(DmaBuffer buffer)
        {
            DmaBuffer slot = bounce.Slice(0, 2048).Slice(0, Math.Min(buffer.Length, 2048));
            buffer.AsReadOnlySpan().Slice(0, slot.Length).CopyTo(slot.AsSpan());
            PhysAddr paddr = THal.Share(slot, DriverToDevice);
            device.Submit(paddr);
            device.Wait(100);
            THal.Unshare(paddr, slot, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_FailFast_and_methods_that_do_not_return() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!device.Submit(paddr))
            {
                Environment.FailFast("the device is gone");
            }

            if (!device.Poll())
            {
                Panic.Now("the device is stuck");
            }

            Panic.Unless(device.Wait(100), "the device is slow");
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Switch_expression_and_patterns() => Flow.Check(
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            int result = device.Start(paddr, buffer.Length) switch
            {
                0 => 1,
                < 0 and var error => error,
                var sent when sent > buffer.Length => throw new InvalidOperationException(Stop(paddr, buffer)),
                _ => 2,
            };
            THal.Unshare(paddr, buffer, DriverToDevice);
            return result;
        }

        string Stop(PhysAddr paddr, DmaBuffer buffer)
        {
            device.Reset();
            THal.Unshare(paddr, buffer, DriverToDevice);
            return "too many bytes";
        }
        """);

    [Fact]
    public void Valid_Objects_that_hold_each_other() => Flow.Check(
        """
        sealed class Node
        {
            public Node? Next;
            public Node? Previous;
            public Shared<THal> Share;
        }

        readonly List<Node> nodes = new();

        void Chain(DmaBuffer buffer)
        {
            var first = new Node();
            var second = new Node { Previous = first };
            first.Next = second;
            second.Next = second;
            first.Share = new Shared<THal>(buffer, DriverToDevice);
            device.Submit(first.Share.Paddr);
            GC.KeepAlive(second);
            nodes.Add(second);
        }

        void Free() => nodes.ForEach(node => node.Share.Unshare());
        """);
}
